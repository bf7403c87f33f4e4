// SPDX-License-Identifier: Apache-2.0
/**
 * Dead letters: reading, choosing, and sending them back.
 *
 * <p>May depend on kafka-clients, the settings of clients in {@code load}, and what the topology tells in the headers of a
 * letter.
 */
package io.rowcast.app.dlq;
