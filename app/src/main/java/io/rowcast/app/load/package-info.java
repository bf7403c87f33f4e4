// SPDX-License-Identifier: Apache-2.0
/**
 * Produces interaction events from files or standard input: reading, checking, pacing, and resuming behind the last
 * committed line.
 *
 * <p>May depend on kafka-clients, the event format and graph types of the topology, and libraries for CSV, compression
 * and progress bars; on no other package of the application.
 */
package io.rowcast.app.load;
