// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

/**
 * What came after the events were consumed, until the sweeps rested.
 *
 * @param settled whether they did in the time given
 * @param seconds until then, the last one and a half of which only make sure that nothing changes any more
 * @param moves vertices moved meanwhile
 * @param used what it took
 * @param graph what it came to
 */
record Settling(boolean settled, double seconds, long moves, Reading used, Graph graph) {}
