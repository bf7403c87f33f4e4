// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.MoveBudget;
import io.rowcast.topology.clustering.RecentMoves;
import io.rowcast.topology.clustering.RecentRows;
import io.rowcast.topology.clustering.SweepHysteresis;
import io.rowcast.topology.clustering.SweepPacing;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.processor.Outgoing.Destination;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingValues;
import io.rowcast.topology.serde.MappingWas;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.store.VertexStore;
import io.rowcast.topology.store.VolumeStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What a task of either side does besides its input: publishes its volumes and report, runs its sweeps, and ticks fast
 * while there is something to do and slowly while there is not, as every tick costs a commit.
 */
final class VertexTask<V> {
    private static final Duration BUSY_TICK = Duration.ofMillis(10);
    private static final Duration RESTING_TICK = Duration.ofMillis(250);

    /** Users do not sweep while more votes than these are under way: a number, or a share of the edges. */
    private static final long MIN_VOTES_UNDER_WAY = 1000;

    private static final double VOTES_UNDER_WAY_SHARE = 0.02;

    /** Longest pause while moves wait for the budget, which grants some in every minute. */
    private static final long WAITING_PAUSE_MS = 5000;

    /** The latest time a vertex can have got its rows, in the year 2106. */
    private static final long MAX_ROW_TIME = 0xffff_ffffL;

    private final ProcessorContext<byte[], Outgoing> context;
    private final TaskContext task;
    private final Side side;
    private final VolumeStore volumes;
    private final VertexStore<V> vertices;
    private final SweepPacing pacing;
    private final Sweep<V> sweep;
    private final MoveBudget budget;
    private final SweepListener listener;
    private final SweepHysteresis hysteresis = new SweepHysteresis();
    private final RecentRows recentRows = new RecentRows();
    private final GenerationWatch generations;
    private final RowUseSender rowUses;
    private final RecentMoves moves;
    private Cancellable ticks;
    private boolean resting;
    private long publishAtMs;
    private long waiting;
    private long eventsSinceSweep;
    private TaskReport published;
    private Premiums premiums = Premiums.NONE;

    /** What a side does of its own after sweeps and at publications. */
    interface SweepListener {
        /** A sweep begins anew before it was done. */
        default void restarted() {}

        /**
         * A sweep is done.
         *
         * @return whether nothing was changed that calls for another
         */
        boolean sweepDone();

        /** Whether a publication should not wait for its time. */
        boolean urgent();

        /** Called at each publication, before volumes are sent. */
        void publishing();

        /** Whether nothing is about to change that calls for another sweep; asked after {@link #publishing()}. */
        boolean settled();
    }

    VertexTask(
            ProcessorContext<byte[], Outgoing> context,
            TaskContext task,
            Side side,
            VolumeStore volumes,
            VertexStore<V> vertices,
            Sweep.Mover<V> mover,
            MoveBudget budget,
            SweepListener listener) {
        this.context = context;
        this.task = task;
        this.side = side;
        this.volumes = volumes;
        this.vertices = vertices;
        this.budget = budget;
        this.listener = listener;
        this.pacing = new SweepPacing(task.sweepTurns().get(), task.sweepPauseMaxMs(), side, task.publishIntervalMs());
        this.sweep = new Sweep<>(vertices, pacing, task.sweepSliceMs() * 1_000_000, task.nanoClock(), mover);
        this.generations = new GenerationWatch(
                task.volumes().generations(), side, volumes, task.parameters().rows());
        this.rowUses = new RowUseSender(
                side,
                task.partitions(),
                (key, value) -> send(Destination.ROW_USES, key, value, context.currentSystemTimeMs()));
        this.moves = new RecentMoves(task.parameters().rows());
        tickEvery(BUSY_TICK);
        task.listener().opened(side, context.taskId().partition(), moves);
    }

    /**
     * Counts the members of rows once where the state does not tell them.
     *
     * @param label gives the label of a vertex
     */
    void countMembers(ToIntFunction<V> label) {
        if (volumes.membersUnknown()) {
            boolean done;
            do {
                done = vertices.visit((hash, vertex) -> {
                    volumes.addMember(label.applyAsInt(vertex), 1);
                    return true;
                });
            } while (!done);
        }
    }

    /**
     * Counts a vertex out of a row and into another.
     *
     * @param from {@link Mapping#NO_ROW} for one that is new
     * @param to {@link Mapping#NO_ROW} for one that is gone
     */
    void changeRow(int from, int to) {
        if (from != Mapping.NO_ROW) {
            volumes.addMember(from, -1);
        }
        if (to != Mapping.NO_ROW) {
            volumes.addMember(to, 1);
        }
        if (from != Mapping.NO_ROW && to != Mapping.NO_ROW) {
            volumes.count(Counter.MOVES, 1);
            moves.add(from, to);
        }
    }

    /** The generations under which vertices of this task are in their rows. */
    GenerationWatch generations() {
        return generations;
    }

    /** To be called at each commit, within it. */
    void committing() {
        rowUses.send(volumes);
        generations.committing();
    }

    /**
     * Tells that an input arrived.
     *
     * @param event whether an event brought it about; otherwise it was another vertex that moved
     */
    void input(boolean event) {
        pacing.input(event);
        eventsSinceSweep += event ? 1 : 0;
        if (resting) {
            tickEvery(BUSY_TICK);
        }
    }

    /** Asks for a whole sweep without delay. */
    void wake() {
        pacing.wake();
        if (resting) {
            tickEvery(BUSY_TICK);
        }
    }

    void send(Destination to, byte[] key, byte[] value, long timestamp) {
        context.forward(new Record<>(key, new Outgoing(to, value), timestamp));
    }

    void sendVotes(byte[] key, byte[] value, Headers headers) {
        Outgoing votes = new Outgoing(Destination.ITEM_VOTES, value);
        context.forward(new Record<>(key, votes, context.currentSystemTimeMs(), headers));
    }

    /**
     * Publishes the rows of a vertex.
     *
     * @param before what was published last, without a row if nothing was
     * @param now without a row if the vertex is gone
     */
    void sendMapping(Mapping before, Mapping now, long timestamp) {
        Outgoing mapping = new Outgoing(Destination.MAPPINGS, task.mappings().value(now));
        Record<byte[], Outgoing> record = new Record<>(MappingJson.key(side, now.id()), mapping, timestamp);
        if (before.row() != Mapping.NO_ROW) {
            record.headers().add(MappingWas.HEADER, MappingWas.encode(before));
        }
        byte[] form = task.mappings().header();
        if (form != null && mapping.value() != null) {
            record.headers().add(MappingValues.HEADER, form);
        }
        context.forward(record);
        volumes.count(Counter.MAPPINGS, 1);
    }

    /**
     * The time at which a vertex changes rows, in seconds since the epoch: that of the record which gives it its first, and
     * that of the move, as {@link #sendRows} dates it.
     */
    long rowTime(Mapping before, long timestamp) {
        long ms = before.row() == Mapping.NO_ROW ? timestamp : context.currentSystemTimeMs();
        return Math.min(ms / 1000, MAX_ROW_TIME);
    }

    /**
     * Publishes the rows that a vertex has got. Other rows than before are a move, dated to now, as the budget of moves is.
     *
     * @param before what was published last, without a row if nothing was
     */
    void sendRows(long hash, Mapping before, Mapping now, long timestamp) {
        long rowsBefore = RecentRows.pair(before.row(), before.secondaryRow());
        long rows = RecentRows.pair(now.row(), now.secondaryRow());
        if (before.row() == Mapping.NO_ROW || rows == rowsBefore) {
            sendMapping(before, now, timestamp);
            return;
        }
        long nowMs = context.currentSystemTimeMs();
        sendMapping(before, now, nowMs);
        volumes.count(Counter.CHANGES, 1);
        if (recentRows.changed(hash, rowsBefore, rows, nowMs)) {
            volumes.count(Counter.RETURNS, 1);
        }
    }

    void sendVolumes(Kind kind, byte[] value) {
        sendVolumes(new ClusterVolumeKey(kind, side, context.taskId().partition(), 0), value);
    }

    private void sendVolumes(ClusterVolumeKey key, byte[] value) {
        send(Destination.CLUSTER_VOLUMES, key.encode(), value, context.currentSystemTimeMs());
    }

    void close() {
        // Kafka Streams keeps the schedules of a task that it closes and takes up again.
        ticks.cancel();
        pacing.close();
        task.listener().closed(side, context.taskId().partition());
    }

    private void tick(long nowMs) {
        vertices.writeAhead();
        long count = volumes.count(Counter.VERTICES);
        if (!task.volumes().premiums().equals(premiums)) {
            premiums = task.volumes().premiums();
            // So that one whole sweep is one under these premiums.
            sweep.restart();
            listener.restarted();
            waiting = 0;
            pacing.wake();
        }
        if (pacing.due(nowMs, count, task.sweeping().getAsBoolean() && !tooManyVotesUnderWay())) {
            long refused = budget.refused();
            long moved = sweep.slice(nowMs, hysteresis.share());
            task.listener().swept(side, context.taskId().partition(), sweep.visited(), count);
            waiting += budget.refused() - refused;
            if (moved >= 0) {
                if (moved > 0) {
                    volumes.count(Counter.SWEEPS, 1);
                }
                volumes.count(Counter.WAITING, waiting - volumes.count(Counter.WAITING));
                waiting = 0;
                budget.sweepDone();
                if (!movesWait(count)) {
                    answer();
                }
                if (moved > 0) {
                    // The other side sweeps next.
                    publishAtMs = 0;
                }
                boolean agreed = generations.sweepDone();
                pacing.sweepDone(nowMs, moved, count, listener.sweepDone() && agreed && hysteresis.least());
                hysteresis.sweepDone(moved, eventsSinceSweep, count);
                eventsSinceSweep = 0;
                if (!agreed) {
                    pacing.wake();
                } else if (movesWait(count)) {
                    pacing.shortenPause(nowMs, WAITING_PAUSE_MS);
                }
            }
        }
        if (nowMs >= publishAtMs || listener.urgent()) {
            publishAtMs = nowMs + task.publishIntervalMs();
            if (generations.look()) {
                pacing.wake();
            }
            listener.publishing();
            publish(count);
        }
        boolean rests = pacing.resting(nowMs);
        if (rests != resting) {
            tickEvery(rests ? RESTING_TICK : BUSY_TICK);
        }
    }

    /** Tells the governor at once that this task has swept under its latest premiums. */
    private void answer() {
        long answered = volumes.count(Counter.PREMIUM_STEP);
        if (answered != premiums.step()) {
            volumes.count(Counter.PREMIUM_STEP, premiums.step() - answered);
            publishAtMs = 0;
        }
    }

    private boolean tooManyVotesUnderWay() {
        // Users that look at labels which are about to change would move for nothing, and send even more votes.
        return side == Side.USER
                && task.volumes().votesUnderWay()
                        > Math.max(
                                MIN_VOTES_UNDER_WAY,
                                VOTES_UNDER_WAY_SHARE * task.volumes().edgeWeight());
    }

    /** Whether more moves wait for the budget than a quiet sweep makes. */
    private boolean movesWait(long count) {
        return volumes.count(Counter.WAITING) > SweepPacing.QUIET_SHARE * count;
    }

    private void publish(long count) {
        moves.publish();
        volumes.publish(this::sendVolumes);
        TaskReport report =
                volumes.report(pacing.settled(count) && listener.settled() && generations.done() && !movesWait(count));
        if (published == null
                || report.settled() != published.settled()
                || !Arrays.equals(report.counts(), published.counts())) {
            sendVolumes(Kind.REPORT, TaskReportFormat.encode(report));
            published = report;
        }
    }

    private void tickEvery(Duration interval) {
        if (ticks != null) {
            ticks.cancel();
        }
        resting = interval.equals(RESTING_TICK);
        ticks = context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }
}
