// SPDX-License-Identifier: Apache-2.0
/**
 * Rows for a whole graph at once, in memory and on one thread, by every method the field compares: the batch methods with
 * clusters, the hashing methods without, and the live algorithm's objective brought to rest. May depend on {@code batch},
 * {@code clustering}, {@code graph} and fastutil only; nothing else in this module depends on it.
 */
package io.rowcast.topology.solve;
