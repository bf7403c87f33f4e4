/**
 * Balanced co-clustering of a whole graph at once, in memory and on one thread: what one would do without a stream, and
 * what the live result is measured by. May depend on {@code clustering}, {@code graph} and fastutil only; nothing else in
 * this module depends on it.
 */
package io.rowcast.topology.batch;
