// SPDX-License-Identifier: Apache-2.0
/**
 * Balanced co-clustering of a whole graph at once, in memory and on one thread: what one would do without a stream, and
 * what the live result is measured by. May depend on {@code clustering}, {@code graph} and fastutil only; of this
 * module only {@code solve} depends on it.
 */
package io.rowcast.topology.batch;
