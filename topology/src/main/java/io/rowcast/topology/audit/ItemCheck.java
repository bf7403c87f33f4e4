// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.audit.Recounted.Task;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.ItemLabelFormat;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.serde.ItemVertexFormat;
import it.unimi.dsi.fastutil.ints.Int2LongSortedMap;
import it.unimi.dsi.fastutil.ints.Int2LongSortedMaps;
import it.unimi.dsi.fastutil.ints.IntRBTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.apache.kafka.common.utils.Utils;

/**
 * Checks every item: its record, its pages, its label in the global table, and its votes against what the users say. Goes
 * through all four at once, in the order of the items' hashes.
 */
final class ItemCheck {
    private static final int PAGE_KEY_BYTES = Long.BYTES + Integer.BYTES;

    private final Spool spool;
    private final Function<Section, String> topics;
    private final ClusteringConfig config;
    private final Findings findings;
    private final Recounted recounted;
    private final RowCheck rows;
    private final AuditProgress progress;
    private HashScan items;
    private HashScan labels;
    private PageScan pages;
    private ExpectedVotes expected;

    ItemCheck(
            Spool spool,
            Function<Section, String> topics,
            ClusteringConfig config,
            Findings findings,
            Recounted recounted,
            RowCheck rows,
            AuditProgress progress) {
        this.spool = spool;
        this.topics = topics;
        this.config = config;
        this.findings = findings;
        this.recounted = recounted;
        this.rows = rows;
        this.progress = progress;
    }

    void run() {
        long done = 0;
        try (HashScan itemScan = scan(Section.ITEMS, Long.BYTES, findings.items, this::itemPartition);
                HashScan labelScan = scan(Section.ITEM_LABELS, Long.BYTES, findings.itemLabels, this::keyPartition);
                HashScan pageScan = scan(Section.PAGES, PAGE_KEY_BYTES, findings.votePages, this::itemPartition);
                ExpectedVotes expectedVotes = new ExpectedVotes(spool)) {
            items = itemScan;
            labels = labelScan;
            pages = new PageScan(pageScan, findings.votePages, config.rows());
            expected = expectedVotes;
            while (items.record() != null
                    || labels.record() != null
                    || pageScan.record() != null
                    || !expected.atEnd()) {
                progress.checking("items", done++);
                check(next(pageScan));
            }
        }
    }

    private HashScan scan(Section section, int keyBytes, Tally tally, HashScan.Placement placement) {
        return new HashScan(spool, section, topics.apply(section), keyBytes, tally, placement);
    }

    /** The lowest hash at hand. */
    private long next(HashScan pageScan) {
        long lowest = -1;
        for (HashScan scan : new HashScan[] {items, labels, pageScan}) {
            if (scan.record() != null && Long.compareUnsigned(scan.item(), lowest) < 0) {
                lowest = scan.item();
            }
        }
        return expected.atEnd() || Long.compareUnsigned(lowest, expected.item()) < 0 ? lowest : expected.item();
    }

    private void check(long hash) {
        Int2LongSortedMap votes =
                !expected.atEnd() && expected.item() == hash ? expected.take() : Int2LongSortedMaps.EMPTY_MAP;
        TopicRecord record = items.isOf(hash) ? items.take() : null;
        TopicRecord labelRecord = labels.isOf(hash) ? labels.take() : null;
        ItemVertex item = record == null ? null : decode(hash, record);
        Int2LongSortedMap stored = pages.read(hash, item);
        if (item == null) {
            votes.forEach((label, count) -> findings.votes.require(
                    false, "item %016x has no record, but users with label %d and weight %d", hash, label, count));
            if (labelRecord != null) {
                findings.itemLabels.require(
                        false, "%s: a label of item %016x, which has no record", labelRecord.place(), hash);
            }
            return;
        }
        String name = "item " + item.id() + " (" + record.place() + ")";
        checkRecord(name, item);
        checkVotes(name, item, stored, votes);
        checkLabel(name, item, labelRecord);
        recounted.vertex(Side.ITEM, record.partition(), item.label(), item.degree());
        recounted.count(
                new Task(Side.ITEM, record.partition()), Counter.INSIDE_WEIGHT, votes.getOrDefault(item.label(), 0));
        MappingCheck.expect(spool, Mapping.of(item));
        rows.vertex(record.partition(), Mapping.of(item));
    }

    private ItemVertex decode(long hash, TopicRecord record) {
        findings.items.checked();
        try {
            ItemVertex item = ItemVertexFormat.decode(record.value());
            if (VertexId.of(item.id()).hash() == hash) {
                return item;
            }
            findings.items.violation("item %s (%s) is stored under another's hash", item.id(), record.place());
        } catch (CorruptRecordException e) {
            findings.items.violation("%s: %s", record.place(), e.getMessage());
        }
        return null;
    }

    private void checkRecord(String name, ItemVertex item) {
        if (item.degree() <= 0) {
            findings.items.violation("%s has no edge: its degree is %d", name, item.degree());
        }
        if (item.label() < 0 || item.label() >= config.rows()) {
            findings.items.violation("%s has row %d", name, item.label());
        }
    }

    private void checkVotes(String name, ItemVertex item, Int2LongSortedMap stored, Int2LongSortedMap votes) {
        IntSortedSet voted = new IntRBTreeSet(stored.keySet());
        voted.addAll(votes.keySet());
        long sum = 0;
        for (int label : voted) {
            sum += stored.get(label);
            findings.votes.require(
                    stored.get(label) == votes.get(label),
                    "%s has %d votes for label %d, its users %d",
                    name,
                    stored.get(label),
                    label,
                    votes.get(label));
        }
        findings.votes.require(sum == item.degree(), "%s has degree %d, but %d votes in all", name, item.degree(), sum);
        findings.votes.require(
                stored.get(item.label()) == item.ownVotes(),
                "%s has %d own votes, but %d for its label %d",
                name,
                item.ownVotes(),
                stored.get(item.label()),
                item.label());
    }

    private void checkLabel(String name, ItemVertex item, TopicRecord record) {
        if (!findings.itemLabels.require(record != null, "%s has no label in the global table", name)) {
            return;
        }
        try {
            ItemLabel label = ItemLabelFormat.decode(record.value());
            if (label.label() != item.label()) {
                findings.itemLabels.violation(
                        "%s has label %d, but %d at %s", name, item.label(), label.label(), record.place());
            }
            if (label.check() != VertexId.of(item.id()).check()) {
                findings.itemLabels.violation("%s has another's check at %s", name, record.place());
            }
        } catch (CorruptRecordException e) {
            findings.itemLabels.violation("%s: %s", record.place(), e.getMessage());
        }
    }

    private int itemPartition(byte[] key) {
        return VertexId.itemPartition(ByteBuffer.wrap(key).getLong(), config.partitions());
    }

    /** The partition that Kafka gives a key by default. */
    private int keyPartition(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % config.partitions();
    }
}
