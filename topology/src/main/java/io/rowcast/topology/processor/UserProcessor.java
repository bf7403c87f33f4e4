// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.Topics;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.Expiry;
import io.rowcast.topology.clustering.FreeLabelPool;
import io.rowcast.topology.clustering.ItemLabels;
import io.rowcast.topology.clustering.LabelPropagation;
import io.rowcast.topology.clustering.MoveBudget;
import io.rowcast.topology.clustering.UserChange;
import io.rowcast.topology.clustering.UserClusterer;
import io.rowcast.topology.clustering.VertexWeighting;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.RejectionWindow;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.processor.Outgoing.Destination;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.store.TaskVolumes;
import io.rowcast.topology.store.UserVertexStore;
import io.rowcast.topology.store.VolumeStore;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Owns the users of one partition: applies their events, keeps their labels, and tells their items. */
public final class UserProcessor implements Processor<byte[], UserEvent, byte[], Outgoing> {
    /** The latest time an edge can have, in the year 2106. */
    private static final long MAX_TIME = 0xffff_ffffL;

    /** No event since the last commit. */
    private static final long NONE = Long.MIN_VALUE;

    private final TaskContext task;
    private ProcessorContext<byte[], Outgoing> context;
    private UserVertexStore users;
    private VolumeStore volumes;
    private ItemLabels labels;
    private UserClusterer clusterer;
    private VoteSender votes;
    private Forgetting forgetting;
    private RejectionWindow errors;
    private VertexTask<UserVertex> vertexTask;
    private EdgeWeighting edgeWeighting;
    private long firstEventMs = NONE;
    private VertexWeighting vertexWeighting;

    public UserProcessor(TaskContext task) {
        this.task = task;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        users = context.getStateStore(Topics.USER_VERTICES_STORE);
        volumes = context.getStateStore(Topics.USER_VOLUMES_STORE);
        volumes.load();
        errors = task.errors().get();
        labels = context.getStateStore(Topics.ITEM_LABELS_STORE);
        edgeWeighting = task.parameters().edgeWeighting();
        vertexWeighting = task.parameters().userWeighting();
        int partition = context.taskId().partition();
        TaskVolumes view = new TaskVolumes(task.volumes(), volumes, Side.USER, partition);
        FreeLabelPool free = new FreeLabelPool(task.parameters().rows(), partition, task.partitions(), view);
        free.refresh();
        MoveBudget budget = task.moveBudget(context, Side.USER);
        LabelPropagation propagation = new LabelPropagation(task.parameters(), budget);
        clusterer = new UserClusterer(propagation, labels, view, free, task.maxEdgesPerUser());
        forgetting = new Forgetting(volumes);
        vertexTask = new VertexTask<>(
                context,
                task,
                Side.USER,
                volumes,
                users,
                this::reconsider,
                budget,
                new UserSweepListener(task, volumes, free, forgetting, partition, this::publishPremiums, this::wake));
        vertexTask.countMembers(UserVertex::label);
        votes = new VoteSender(task.partitions(), vertexTask::sendVotes);
        CommitScope commitScope = new CommitScope(context);
        volumes.beforeCommit(() -> {
            commitScope.run(() -> {
                votes.flush();
                vertexTask.committing();
            });
            forgetting.committing();
            if (firstEventMs != NONE) {
                task.listener().committing(firstEventMs);
                firstEventMs = NONE;
            }
        });
        if (forgetting.pending()) {
            vertexTask.wake();
        }
    }

    @Override
    public void close() {
        if (vertexTask != null) {
            vertexTask.close();
        }
    }

    @Override
    public void process(Record<byte[], UserEvent> record) {
        if (firstEventMs == NONE) {
            firstEventMs = record.timestamp();
        }
        Interaction event = record.value().interaction();
        if (event == null) {
            if (record.value().problem() == null) {
                done(false);
            } else {
                reject(record, record.value().problem());
            }
            return;
        }
        if (event.user() == null) {
            forgetItem(event.item(), record);
            return;
        }
        long hash = VertexId.of(event.user()).hash();
        long time = reach(event, record.timestamp());
        UserVertex user = users.get(hash);
        if (user != null && !user.id().equals(event.user())) {
            reject(record, "user: its hash is that of another user");
            return;
        }
        user = upToDate(hash, user, record.timestamp());
        switch (event.op()) {
            case ADD -> add(hash, user, event, time, record);
            case REMOVE -> remove(hash, user, event, record);
            case FORGET -> forgetUser(hash, user, record.timestamp());
        }
    }

    /** Drops what the user is about to lose, so that an edge that the event adds is told from it. */
    private UserVertex upToDate(long hash, UserVertex user, long timestamp) {
        if (user == null || !forgetting.pending() || !volumes.forgotten().dropsAny(user)) {
            return user;
        }
        reconsider(hash, user, timestamp, 1);
        return user.size() == 0 ? null : user;
    }

    /** The time of an event in seconds since the epoch, which the task has then reached. */
    private long reach(Interaction event, long recordTimestamp) {
        if (task.retentionSeconds() == 0) {
            return 0;
        }
        long timestamp = event.timestamp() == Interaction.NO_TIMESTAMP ? recordTimestamp : event.timestamp();
        long time = Math.min(timestamp / 1000, MAX_TIME);
        volumes.count(Counter.EVENT_TIME, Math.max(0, time - volumes.count(Counter.EVENT_TIME)));
        return time;
    }

    private Expiry expiry() {
        return task.retentionSeconds() == 0
                ? Expiry.NONE
                : new Expiry(
                        task.retentionSeconds(),
                        Math.max(
                                volumes.count(Counter.EVENT_TIME),
                                task.volumes().eventTime()));
    }

    private void add(long hash, UserVertex known, Interaction event, long time, Record<byte[], UserEvent> record) {
        VertexId item = VertexId.of(event.item());
        if (labels.collides(item.hash(), item.check())) {
            reject(record, "item: its hash is that of another item");
            return;
        }
        Expiry expiry = expiry();
        if (expiry.expired(time)) {
            done(false);
            return;
        }
        UserVertex user = known != null ? known : newUser(event.user());
        int position = user.find(item.hash());
        if (position >= 0 && user.timed() && expiry.expired(user.time(position))) {
            // No sweep has dropped it yet; the weight it had must not count for the new edge.
            reconsider(hash, user, record.timestamp(), 1);
            user = user.size() == 0 ? newUser(event.user()) : user;
            position = -1;
        }
        user.forgottenUpTo(forgetting.pending() ? volumes.count(Counter.NAMINGS) : 0);
        boolean startsTimes = expiry.on() && !user.timed();
        if (startsTimes) {
            user.startTimes(expiry.now());
        }
        long weight = edgeWeighting.units(event.weight());
        if (position < 0) {
            UserChange change = clusterer.add(hash, user, item.hash(), event.item(), weight, time);
            done(apply(hash, user, change, record.timestamp()));
            return;
        }
        boolean refreshed = user.refresh(position, time);
        if (user.weighted()) {
            UserChange change = clusterer.addWeight(hash, user, position, event.item(), weight);
            apply(hash, user, change, record.timestamp());
        } else if (refreshed || startsTimes) {
            users.put(hash, user);
        }
        done(user.weighted() || refreshed);
    }

    private UserVertex newUser(String id) {
        return new UserVertex(id, edgeWeighting == EdgeWeighting.SUM);
    }

    private void remove(long hash, UserVertex user, Interaction event, Record<byte[], UserEvent> record) {
        VertexId item = VertexId.of(event.item());
        if (labels.collides(item.hash(), item.check())) {
            reject(record, "item: its hash is that of another item");
            return;
        }
        int position = user == null ? -1 : user.find(item.hash());
        done(position >= 0
                && apply(hash, user, clusterer.remove(hash, user, position, event.item()), record.timestamp()));
    }

    private void forgetUser(long hash, UserVertex user, long timestamp) {
        if (user != null) {
            votes.mark(Origin.forgotten(hash));
            apply(hash, user, clusterer.forget(user), timestamp);
            votes.mark(new RecordHeaders());
        }
        done(user != null);
    }

    private void forgetItem(String id, Record<byte[], UserEvent> record) {
        VertexId item = VertexId.of(id);
        if (VertexId.itemPartition(item.hash(), task.partitions())
                == context.taskId().partition()) {
            // Every partition gets this event; one of them counts it, or rejects it.
            if (labels.collides(item.hash(), item.check())) {
                reject(record, "item: its hash is that of another item");
            } else {
                done(true);
            }
        }
        if (!labels.collides(item.hash(), item.check())) {
            forgetting.start(item.hash());
            vertexTask.wake();
        }
    }

    private boolean reconsider(long hash, UserVertex user, double hysteresisShare) {
        return reconsider(hash, user, context.currentSystemTimeMs(), hysteresisShare);
    }

    private boolean reconsider(long hash, UserVertex user, long timestamp, double hysteresisShare) {
        boolean timed = user.timed();
        UserChange change = clusterer.reconsider(hash, user, volumes.forgotten(), expiry(), hysteresisShare);
        boolean changed = user.label() != change.labelBefore() || user.size() != change.sizeBefore();
        if (changed || user.secondaryLabel() != change.secondaryBefore() || risen(user)) {
            apply(hash, user, change, timestamp);
        } else if (user.timed() != timed) {
            users.put(hash, user);
        }
        return changed;
    }

    private boolean apply(long hash, UserVertex user, UserChange change, long timestamp) {
        for (Votes vote : change.votes()) {
            votes.add(vote);
            volumes.count(Counter.VOTES, vote.items().length);
        }
        boolean gone = user.size() == 0;
        if (change.labelBefore() != UserVertex.NO_LABEL) {
            volumes.add(change.labelBefore(), -vertexWeighting.weight(change.degreeBefore()));
        }
        boolean otherSecond = gone || user.secondaryLabel() != change.secondaryBefore();
        if (otherSecond && change.secondaryBefore() != UserVertex.NO_LABEL) {
            volumes.addSecondary(change.secondaryBefore(), -1);
        }
        Mapping before = new Mapping(
                Side.USER,
                user.id(),
                change.labelBefore(),
                user.generation(),
                change.secondaryBefore(),
                user.secondaryGeneration());
        if (gone) {
            users.delete(hash);
            vertexTask.sendMapping(before, Mapping.none(Side.USER, user.id()), timestamp);
        } else {
            join(user, before);
            if (user.label() != before.row() || user.secondaryLabel() != before.secondaryRow()) {
                user.since(vertexTask.rowTime(before, timestamp));
            }
            users.put(hash, user);
            volumes.add(user.label(), vertexWeighting.weight(user.degree()));
            if (otherSecond && user.secondaryLabel() != UserVertex.NO_LABEL) {
                volumes.addSecondary(user.secondaryLabel(), 1);
            }
            Mapping now = Mapping.of(user);
            if (!now.equals(before)) {
                vertexTask.sendRows(hash, before, now, timestamp);
            }
        }
        volumes.count(Counter.VERTICES, (gone ? 0 : 1) - (change.sizeBefore() == 0 ? 0 : 1));
        volumes.count(Counter.EDGES, user.size() - change.sizeBefore());
        volumes.count(Counter.EDGE_WEIGHT, user.degree() - change.degreeBefore());
        volumes.count(Counter.EVICTED, change.evicted());
        volumes.count(Counter.EXPIRED, change.expired());
        if (gone || user.label() != change.labelBefore()) {
            vertexTask.changeRow(change.labelBefore(), gone ? UserVertex.NO_LABEL : user.label());
        }
        return true;
    }

    /** Has a user be in its rows under their generations, but never under older ones than before. */
    private void join(UserVertex user, Mapping before) {
        GenerationWatch generations = vertexTask.generations();
        int second = user.secondaryLabel();
        user.join(
                generations.join(user.label(), before.generationIn(user.label())),
                second == UserVertex.NO_LABEL ? 0 : generations.join(second, before.generationIn(second)));
    }

    private boolean risen(UserVertex user) {
        GenerationWatch generations = vertexTask.generations();
        return user.size() > 0
                && (generations.risen(user.label(), user.generation())
                        || (user.secondaryLabel() != UserVertex.NO_LABEL
                                && generations.risen(user.secondaryLabel(), user.secondaryGeneration())));
    }

    private void done(boolean changed) {
        vertexTask.input(true);
        errors.applied();
        volumes.count(Counter.EVENTS, 1);
        if (!changed) {
            volumes.count(Counter.UNCHANGED, 1);
        }
    }

    private void reject(Record<byte[], UserEvent> record, String reason) {
        vertexTask.input(true);
        volumes.count(Counter.DEAD_LETTERS, 1);
        task.listener().rejected(reason);
        RecordMetadata place = context.recordMetadata().orElseThrow();
        Headers headers = Origin.deadLetter(
                reason,
                record.headers(),
                place,
                task.userEventsTopic(),
                record.value().isForeign());
        if (errors.rejected(reason)) {
            throw new TooManyBadEventsException("partition " + place.partition() + ": " + errors.describe()
                    + ", more than errors.max.share=" + errors.maxShare() + " allows; the last one was "
                    + Origin.describe(headers));
        }
        Outgoing letter = new Outgoing(Destination.DEAD_LETTERS, record.value().value());
        context.forward(new Record<>(record.key(), letter, record.timestamp(), headers));
    }

    private void publishPremiums(byte[] premiums) {
        vertexTask.sendVolumes(Kind.PREMIUM, premiums);
    }

    private void wake() {
        vertexTask.wake();
    }
}
