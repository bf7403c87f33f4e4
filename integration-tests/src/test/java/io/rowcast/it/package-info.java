// SPDX-License-Identifier: Apache-2.0
/** End-to-end tests: the packaged application in processes of its own, against real brokers. */
package io.rowcast.it;
