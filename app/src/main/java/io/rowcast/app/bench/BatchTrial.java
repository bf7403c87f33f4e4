// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.topology.batch.BatchClusterer;
import io.rowcast.topology.batch.BatchClustering;
import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.VertexNumbers;
import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.graph.Interaction;

/** What one would do without Rowcast: cluster the whole graph anew, in memory, on one thread. */
final class BatchTrial {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ClusteringParameters parameters;

    BatchTrial(ClusteringParameters parameters) {
        this.parameters = parameters;
    }

    /** Clusters the graph of all events, after that of the events that do not count. */
    BatchResult run(TrialSpec spec) {
        Workload workload = spec.workload();
        if (workload.warmupEvents() > 0) {
            run(spec.id(), workload, workload.warmupEvents());
        }
        return run(spec.id(), workload, workload.growEvents() + workload.steadyEvents());
    }

    private BatchResult run(String id, Workload workload, long events) {
        long start = System.nanoTime();
        VertexNumbers users = new VertexNumbers();
        VertexNumbers items = new VertexNumbers();
        BipartiteGraph graph = build(workload, events, users, items);
        long built = System.nanoTime();
        BatchClustering clustering = new BatchClusterer(parameters).cluster(graph);
        long end = System.nanoTime();
        return new BatchResult(
                id,
                events,
                graph.edges(),
                users.size(),
                items.size(),
                (built - start) / NANOS_PER_SECOND,
                (end - built) / NANOS_PER_SECOND,
                clustering.sweeps(),
                clustering.settled(),
                clustering.objective(),
                clustering.insideShare(),
                clustering.userRows(),
                clustering.itemRows(),
                Meter.peakResidentBytes(ProcessHandle.current().pid()));
    }

    private static BipartiteGraph build(Workload workload, long events, VertexNumbers users, VertexNumbers items) {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        try (EventStream stream = workload.open()) {
            for (long i = 0; i < events; i++) {
                Interaction event = stream.next();
                builder.add(users.of(event.user()), items.of(event.item()));
            }
        }
        return builder.build();
    }
}
