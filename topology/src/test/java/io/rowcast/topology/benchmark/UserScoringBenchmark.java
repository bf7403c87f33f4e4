// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.benchmark;

import io.rowcast.topology.clustering.ClusterVolumes;
import io.rowcast.topology.clustering.FreeLabels;
import io.rowcast.topology.clustering.LabelPropagation;
import io.rowcast.topology.clustering.UserChange;
import io.rowcast.topology.clustering.UserClusterer;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Scoring a user: alone, as sweeps do, and with the edge of an event. Items are looked up in a table of a million. */
public class UserScoringBenchmark extends MicroBenchmark {
    private static final int USERS = 1 << 10;
    private static final int MAX_EDGES = 20_000;

    @Param({"8", "27", "256"})
    int edges;

    private final UserVertex[] users = new UserVertex[USERS];
    private SampleDeployment sample;
    private LabelPropagation propagation;
    private ClusterVolumes volumes;
    private UserClusterer clusterer;
    private int next;

    @Setup
    public void setUp() {
        sample = new SampleDeployment();
        propagation = new LabelPropagation(sample.parameters);
        volumes = sample.volumes(Side.USER);
        clusterer = new UserClusterer(propagation, sample.itemLabels, volumes, FreeLabels.CLOSED, MAX_EDGES);
        for (int i = 0; i < USERS; i++) {
            users[i] = sample.user(edges);
        }
    }

    @Benchmark
    public UserVertex elect() {
        UserVertex user = users[next++ & (USERS - 1)];
        propagation.elect(next, user, sample.itemLabels, volumes, FreeLabels.CLOSED);
        return user;
    }

    /** The last of so many edges comes; it is taken away again at once, which costs next to nothing. */
    @Benchmark
    public UserChange add() {
        UserVertex user = users[next++ & (USERS - 1)];
        long item = user.item(user.size() - 1);
        user.remove(user.size() - 1);
        return clusterer.add(next, user, item, "item-123456", 1, 0);
    }
}
