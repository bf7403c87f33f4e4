// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.runtime.Lag;
import io.rowcast.app.runtime.LagReader;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.ClusteringTopology;
import io.rowcast.topology.Topics;
import io.rowcast.topology.clustering.Statistics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.streams.Topology;

/** Rowcast's whole topology. */
final class Clustering implements Contestant {
    private final ClusteringTopology topology;
    private final LagReader lag;
    private final int expectedReports;

    Clustering(Map<String, Object> clientProperties, ClusteringConfig config) {
        this.topology = new ClusteringTopology(config);
        this.lag = new LagReader(clientProperties, config.applicationId(), new Topics(config));
        this.expectedReports = 2 * config.partitions();
    }

    @Override
    public Topology topology() {
        return topology.get();
    }

    /**
     * Users have applied every event and items have counted every edge; mappings are published by the same step, in the
     * same transaction as the report that tells of it or an earlier one.
     */
    @Override
    public boolean done(long events, Map<Integer, Long> ends) {
        Statistics now = topology.statistics();
        return now.reports() == expectedReports
                && now.events() + now.deadLetters() >= events
                && now.countedWeight() == now.edgeWeight();
    }

    @Override
    public Optional<Statistics> statistics() {
        return Optional.of(topology.statistics());
    }

    /** Records not yet processed. */
    Lag lag() throws InterruptedException {
        try {
            return lag.read();
        } catch (ExecutionException e) {
            throw RuntimeFailure.of("the lag cannot be read", e);
        }
    }

    @Override
    public void close() {
        lag.close();
    }
}
