// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.benchmark;

import io.rowcast.topology.graph.UserVertex;
import it.unimi.dsi.fastutil.HashCommon;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The edges of a user that has many: what an event costs before anything is scored. */
public class UserEdgesBenchmark extends MicroBenchmark {
    @Param({"256", "4000", "20000"})
    private int edges;

    private UserVertex user;
    private long next;

    @Setup
    public void fill() {
        user = new UserVertex("u", false);
        for (next = 1; next <= edges; next++) {
            user.add(HashCommon.mix(next), 1);
        }
    }

    /** An event on an item that the user does not have. */
    @Benchmark
    public int findAbsent() {
        return user.find(-1);
    }

    /** The oldest edge makes room for a new one. */
    @Benchmark
    public int replaceOldest() {
        user.remove(0);
        user.add(HashCommon.mix(next++), 1);
        return user.size();
    }
}
