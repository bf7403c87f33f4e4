// SPDX-License-Identifier: Apache-2.0
/** The application around the topology: its entry point. May depend on every package below it; nothing depends on it. */
package io.rowcast.app;
