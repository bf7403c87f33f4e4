// SPDX-License-Identifier: Apache-2.0
/** Finds a consistent cut of a deployment's topics, reads them up to it, and has the topology's audit check them. */
package io.rowcast.app.audit;
