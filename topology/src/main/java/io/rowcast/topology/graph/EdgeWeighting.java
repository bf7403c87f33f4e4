// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

/** What the weight of an event means for its edge. */
public enum EdgeWeighting {
    /** The graph is a set of edges: every edge weighs one unit and a repeated event changes nothing. */
    SET(1),
    /** The weights of all events of an edge are summed, in units of 1/100. */
    SUM(100);

    private final int unit;

    EdgeWeighting(int unit) {
        this.unit = unit;
    }

    /** Edge-weight units of one whole edge. */
    public int unit() {
        return unit;
    }

    /** The units an event of a weight adds to its edge, at least 1. */
    public long units(double weight) {
        return this == SET ? 1 : Math.max(1, Math.round(weight * unit));
    }
}
