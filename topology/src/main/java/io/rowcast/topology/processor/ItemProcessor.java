// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.Topics;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.EdgeSampler;
import io.rowcast.topology.clustering.ItemClusterer;
import io.rowcast.topology.clustering.LabelPropagation;
import io.rowcast.topology.clustering.MoveBudget;
import io.rowcast.topology.clustering.VertexWeighting;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.processor.Outgoing.Destination;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.ItemLabelFormat;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.serde.VoteBatch;
import io.rowcast.topology.store.HashKey;
import io.rowcast.topology.store.ItemVertexStore;
import io.rowcast.topology.store.TaskVolumes;
import io.rowcast.topology.store.VolumeStore;
import io.rowcast.topology.store.VotePageStore;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Owns the items of one partition: counts the votes of their users, elects their labels and tells everybody. */
public final class ItemProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final int NO_LABEL = ItemVertex.NO_LABEL;

    private final TaskContext task;
    private final EdgeSampler sampler = new EdgeSampler();
    private ProcessorContext<byte[], Outgoing> context;
    private ItemVertexStore items;
    private VotePageStore pages;
    private VolumeStore volumes;
    private ItemClusterer clusterer;
    private VertexTask<ItemVertex> vertexTask;
    private VertexWeighting weighting;

    public ItemProcessor(TaskContext task) {
        this.task = task;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        items = context.getStateStore(Topics.ITEM_VERTICES_STORE);
        volumes = context.getStateStore(Topics.ITEM_VOLUMES_STORE);
        volumes.load();
        pages = context.getStateStore(Topics.LABEL_VOTES_STORE);
        weighting = task.parameters().itemWeighting();
        TaskVolumes view = new TaskVolumes(
                task.volumes(), volumes, Side.ITEM, context.taskId().partition());
        MoveBudget budget = task.moveBudget(context, Side.ITEM);
        clusterer = new ItemClusterer(new LabelPropagation(task.parameters(), budget), view, pages);
        vertexTask = new VertexTask<>(
                context, task, Side.ITEM, volumes, items, this::reconsider, budget, new VertexTask.SweepListener() {
                    @Override
                    public void restarted() {
                        sampler.restart();
                    }

                    @Override
                    public boolean sweepDone() {
                        task.listener().sampled(context.taskId().partition(), sampler.take());
                        return true;
                    }

                    @Override
                    public boolean urgent() {
                        return false;
                    }

                    @Override
                    public void publishing() {}

                    @Override
                    public boolean settled() {
                        return true;
                    }
                });
        vertexTask.countMembers(ItemVertex::label);
        CommitScope commitScope = new CommitScope(context);
        volumes.beforeCommit(() -> commitScope.run(vertexTask::committing));
    }

    @Override
    public void close() {
        if (vertexTask != null) {
            vertexTask.close();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        List<Votes> batch;
        try {
            batch = decode(record);
        } catch (CorruptRecordException e) {
            task.foreign().found(place.topic(), place.partition(), place.offset(), e);
            return;
        }
        try {
            for (Votes votes : batch) {
                for (int i = 0; i < votes.items().length; i++) {
                    recast(votes, i, record.timestamp());
                }
                volumes.count(Counter.VOTES, votes.items().length);
            }
        } catch (CorruptRecordException e) {
            throw e.at(place.topic(), place.partition(), place.offset(), "");
        }
    }

    /** Everything about a batch that can be checked before any of it is counted. */
    private List<Votes> decode(Record<byte[], byte[]> record) {
        int partition = context.taskId().partition();
        if (!Arrays.equals(record.key(), PartitionKey.encode(partition))) {
            throw new CorruptRecordException("votes: the key is not that of partition " + partition);
        }
        List<Votes> batch = VoteBatch.decode(record.value());
        for (Votes votes : batch) {
            int rows = task.parameters().rows();
            if (votes.from() >= rows || votes.to() >= rows || (votes.from() == NO_LABEL && votes.to() == NO_LABEL)) {
                throw new CorruptRecordException("votes: from label " + votes.from() + " to " + votes.to());
            }
            for (long item : votes.items()) {
                if (VertexId.itemPartition(item, task.partitions()) != partition) {
                    throw new CorruptRecordException("votes: item " + item + " is not of partition " + partition);
                }
            }
            if (votes.id() != null
                    && (votes.items().length != 1 || VertexId.of(votes.id()).hash() != votes.items()[0])) {
                throw new CorruptRecordException("votes: item '" + votes.id() + "' has another hash");
            }
        }
        return batch;
    }

    private void recast(Votes votes, int position, long timestamp) {
        long hash = votes.items()[position];
        ItemVertex item = items.get(hash);
        if (item == null) {
            if (votes.from() != NO_LABEL || votes.id() == null) {
                throw new CorruptRecordException("votes: item " + hash + " has no edge whose vote could change");
            }
            item = new ItemVertex(votes.id());
        } else if (votes.id() != null && !votes.id().equals(item.id())) {
            // Users refuse an item whose hash is taken; two that arrive within the same moment get here.
            throw new CorruptRecordException(
                    "votes: items '" + item.id() + "' and '" + votes.id() + "' have the same hash");
        }
        int labelBefore = item.label();
        long degreeBefore = item.degree();
        long ownBefore = item.ownVotes();
        try {
            clusterer.recast(hash, item, votes.from(), votes.to(), votes.weight(position));
        } catch (IllegalStateException e) {
            // Votes are taken back that were never cast.
            throw new CorruptRecordException("votes: " + e.getMessage());
        }
        apply(hash, item, labelBefore, degreeBefore, ownBefore, timestamp);
        vertexTask.input(votes.from() == NO_LABEL || votes.to() == NO_LABEL);
    }

    private boolean reconsider(long hash, ItemVertex item, double hysteresisShare) {
        int labelBefore = item.label();
        long ownBefore = item.ownVotes();
        clusterer.reconsider(hash, item, hysteresisShare);
        sampler.look(hash, item, pages);
        boolean moved = item.label() != labelBefore;
        if (moved || vertexTask.generations().risen(item.label(), item.generation())) {
            apply(hash, item, labelBefore, item.degree(), ownBefore, context.currentSystemTimeMs());
        }
        return moved;
    }

    private void apply(long hash, ItemVertex item, int labelBefore, long degreeBefore, long ownBefore, long timestamp) {
        boolean gone = item.degree() == 0;
        if (labelBefore != NO_LABEL) {
            volumes.add(labelBefore, -weighting.weight(degreeBefore));
        }
        Mapping mappingBefore = new Mapping(Side.ITEM, item.id(), labelBefore, item.generation(), Mapping.NO_ROW, 0);
        if (gone) {
            items.delete(hash);
            vertexTask.send(Destination.ITEM_LABELS, HashKey.encode(hash), null, timestamp);
            vertexTask.sendMapping(mappingBefore, Mapping.none(Side.ITEM, item.id()), timestamp);
        } else {
            boolean moved = item.label() != labelBefore;
            item.join(vertexTask.generations().join(item.label(), moved ? 0 : item.generation()));
            if (moved) {
                item.since(vertexTask.rowTime(mappingBefore, timestamp));
            }
            items.put(hash, item);
            volumes.add(item.label(), weighting.weight(item.degree()));
            if (moved) {
                ItemLabel label =
                        new ItemLabel(item.label(), VertexId.of(item.id()).check());
                vertexTask.send(
                        Destination.ITEM_LABELS, HashKey.encode(hash), ItemLabelFormat.encode(label), timestamp);
            }
            if (moved || item.generation() != mappingBefore.generation()) {
                vertexTask.sendRows(hash, mappingBefore, Mapping.of(item), timestamp);
            }
        }
        volumes.count(Counter.VERTICES, (gone ? 0 : 1) - (degreeBefore == 0 ? 0 : 1));
        volumes.count(Counter.EDGE_WEIGHT, item.degree() - degreeBefore);
        volumes.count(Counter.INSIDE_WEIGHT, (gone ? 0 : item.ownVotes()) - ownBefore);
        if (gone || item.label() != labelBefore) {
            vertexTask.changeRow(labelBefore, gone ? NO_LABEL : item.label());
        }
    }
}
