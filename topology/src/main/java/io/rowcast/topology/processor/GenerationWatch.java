// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.store.GenerationTable;
import io.rowcast.topology.store.VolumeStore;

/**
 * Gives the vertices of a task the generations of their rows, and sees to it that those which are in a row when its
 * generation rises get the new one. A rise has reached every vertex when a sweep has visited all that began after the
 * commit that follows it, as a sweep may miss vertices first stored since the last commit.
 */
final class GenerationWatch {
    private final GenerationTable table;
    private final Side side;
    private final VolumeStore own;

    /** Of each row a generation that no member in this task is below, or is about to be swept from. */
    private final int[] known;

    private long seen;
    private long committed;
    private long begun;

    GenerationWatch(GenerationTable table, Side side, VolumeStore own, int rows) {
        this.table = table;
        this.side = side;
        this.own = own;
        known = new int[rows];
        seen = table.sum(side);
        for (int row = 0; row < rows; row++) {
            known[row] = table.generation(side, row);
        }
        // A new task begins with a new sweep.
        committed = seen;
        begun = seen;
        if (own.count(Counter.GENERATIONS) > seen) {
            // The instance that the task comes from knew more, and vertices may now come that get less.
            answer();
        }
    }

    /**
     * The generation under which a vertex is in a row from now on; asked while the vertex does not count in the volumes.
     *
     * @param before under which it has been there, 0 if it comes
     */
    int join(int row, int before) {
        // This instance may know less than the one the task comes from.
        int generation = Math.max(before, table.generation(side, row));
        if (!own.uses(row)) {
            known[row] = generation;
        }
        return generation;
    }

    /** Whether a row's generation has risen above one. */
    boolean risen(int row, int generation) {
        return table.generation(side, row) > generation;
    }

    /** Looks for rises; returns whether there is one of a row that this task has vertices in, so that it has to sweep. */
    boolean look() {
        long sum = table.sum(side);
        if (sum == seen) {
            return false;
        }
        boolean concerned = false;
        for (int row = 0; row < known.length; row++) {
            int generation = table.generation(side, row);
            if (generation > known[row]) {
                known[row] = generation;
                concerned |= own.uses(row);
            }
        }
        boolean idle = done();
        seen = sum;
        if (idle && !concerned) {
            committed = seen;
            begun = seen;
            answer();
        }
        return concerned;
    }

    /** Tells that everything stored so far is being written. */
    void committing() {
        committed = seen;
    }

    /** Tells that a sweep has visited every vertex; returns whether it need not be followed by another. */
    boolean sweepDone() {
        answer();
        begun = committed;
        return done();
    }

    /** Whether all vertices are in their rows under the generations that have been seen. */
    boolean done() {
        return own.count(Counter.GENERATIONS) == seen;
    }

    private void answer() {
        own.count(Counter.GENERATIONS, begun - own.count(Counter.GENERATIONS));
    }
}
