// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.MoveBudget;
import io.rowcast.topology.clustering.SweepTurns;
import io.rowcast.topology.clustering.TaskListener;
import io.rowcast.topology.graph.RejectionWindow;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.MappingEncoding;
import io.rowcast.topology.store.ClusterVolumeTable;
import io.rowcast.topology.store.ForeignRecords;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What every processor of a topology is given.
 *
 * @param parameters parameters of the clustering
 * @param partitions partitions of every topic
 * @param maxEdgesPerUser most edges of one user
 * @param retentionSeconds how long edges are kept, in event time; 0 for ever
 * @param governor whether the premium is governed
 * @param movesPerMinute most moves of the whole deployment in a minute; 0 without limit
 * @param sweepTurns gives a processor that is being initialised the turns of its thread
 * @param sweepSliceMs longest slice of a sweep
 * @param sweepPauseMaxMs longest pause between quiet sweeps
 * @param publishIntervalMs how often changed volumes are published
 * @param userEventsTopic topic through which events are sent on to their user
 * @param mappings writes what is published
 * @param errors gives a task a window over its events
 * @param foreign what to do with records of internal topics that are not ours
 * @param volumes the volumes of the whole deployment
 * @param sweeping whether sweeps may run now
 * @param listener is told what tasks do
 * @param nanoClock measures slices; injected so that equal inputs can give equal results
 */
public record TaskContext(
        ClusteringParameters parameters,
        int partitions,
        int maxEdgesPerUser,
        long retentionSeconds,
        boolean governor,
        int movesPerMinute,
        Supplier<SweepTurns> sweepTurns,
        long sweepSliceMs,
        long sweepPauseMaxMs,
        long publishIntervalMs,
        String userEventsTopic,
        MappingEncoding mappings,
        Supplier<RejectionWindow> errors,
        ForeignRecords foreign,
        ClusterVolumeTable volumes,
        BooleanSupplier sweeping,
        TaskListener listener,
        LongSupplier nanoClock) {

    /** A new task's share of the moves: items get a quarter, as they are found to need least. */
    MoveBudget moveBudget(ProcessorContext<?, ?> context, Side side) {
        int ofItems = movesPerMinute / 4;
        int ofSide = side == Side.ITEM ? ofItems : movesPerMinute - ofItems;
        return new MoveBudget(ofSide, partitions, context.taskId().partition(), context::currentSystemTimeMs);
    }
}
