// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.audit.AuditReport.Figures;
import io.rowcast.topology.audit.AuditReport.Input;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.Expiry;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.store.DeploymentMismatchException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recounts every invariant of a deployment from the records of its topics. Its caller hands in all records of
 * {@link #topics()} up to a consistent cut, those of a partition in their order, and then asks for the report. Holds the
 * latest record of every key on disk; in memory only what is bounded by K times the number of partitions.
 */
public final class Audit implements AutoCloseable {
    private final ClusteringConfig config;
    private final AuditProgress progress;
    private final Spool spool;
    private final Map<String, Section> sections;
    private final String itemVotes;
    private final Set<String> rowUses;
    private final long[] mappingEnds;
    private final Findings findings = new Findings();
    private final PendingVotes pending;
    private final PendingRowUses pendingRows;
    private final InputEvents input;

    /**
     * Begins an audit.
     *
     * @param directory where a directory for the copy of the topics is made; it is deleted at the end
     */
    public Audit(ClusteringConfig config, Path directory, AuditProgress progress) {
        this.config = config;
        this.progress = progress;
        this.spool = new Spool(directory);
        Topics topics = new Topics(config);
        itemVotes = topics.repartition(Topics.ITEM_VOTES);
        rowUses = Set.of(topics.repartition(Topics.USER_ROW_USES), topics.repartition(Topics.ITEM_ROW_USES));
        sections = new HashMap<>(Map.of(
                topics.changelog(Topics.USER_VERTICES_STORE), Section.USERS,
                topics.changelog(Topics.ITEM_VERTICES_STORE), Section.ITEMS,
                topics.changelog(Topics.LABEL_VOTES_STORE), Section.PAGES,
                topics.changelog(Topics.USER_VOLUMES_STORE), Section.USER_VOLUMES,
                topics.changelog(Topics.ITEM_VOLUMES_STORE), Section.ITEM_VOLUMES,
                topics.changelog(Topics.ROWS_STORE), Section.ROWS,
                topics.clusterVolumes(), Section.PUBLISHED_VOLUMES,
                topics.itemLabels(), Section.ITEM_LABELS,
                topics.mappings(), Section.MAPPINGS,
                topics.versions(), Section.VERSIONS));
        sections.put(topics.changelog(Topics.VERSION_PARTS_STORE), Section.MAPPING_SUMS);
        mappingEnds = new long[config.partitions()];
        pending = new PendingVotes(spool, findings.votes, config.partitions());
        pendingRows = new PendingRowUses(findings.rows, config);
        input = new InputEvents(spool, config.parameters().edgeWeighting());
    }

    /** The topics to be read from their beginnings, sorted. */
    public List<String> topics() {
        return sections.keySet().stream().sorted().toList();
    }

    /**
     * Takes in a record: of one of {@link #topics()}, or of the repartition topics of votes and of row uses if no task has
     * counted it.
     *
     * @param value {@code null} for a tombstone
     */
    public void record(String topic, int partition, long offset, byte[] key, byte[] value) {
        if (topic.equals(itemVotes)) {
            pending.add(new TopicRecord(topic, partition, offset, key, value));
            return;
        }
        if (rowUses.contains(topic)) {
            pendingRows.add(new TopicRecord(topic, partition, offset, key, value));
            return;
        }
        Section section = sections.get(topic);
        if (section == Section.MAPPINGS && partition < mappingEnds.length) {
            mappingEnds[partition] = Math.max(mappingEnds[partition], offset + 1);
        }
        TopicRecord record = new TopicRecord(topic, partition, offset, key == null ? new byte[0] : key, value);
        if (value == null) {
            spool.delete(section, record.spoolKey());
        } else {
            spool.put(section, record.spoolKey(), record.spoolValue());
        }
    }

    /** Takes in the next event of the input that the edges are to be compared with. */
    public void input(Interaction event) {
        input.add(event);
    }

    /**
     * Checks everything that was handed in; to be called once, as the last.
     *
     * @param atRest whether the deployment was stopped at an arbitrary moment, so that a task may not have published its
     *     last volumes
     * @throws DeploymentMismatchException if the topics were written with another K or other weightings
     */
    public AuditReport check(boolean atRest) {
        Recounted recounted = new Recounted(config.parameters());
        VolumeCheck volumes = new VolumeCheck(spool, this::topic, config, findings, recounted);
        RowCheck rows = new RowCheck(spool, this::topic, config, findings, recounted, volumes);
        new UserCheck(spool, topic(Section.USERS), config, findings, recounted, rows, progress).run();
        new ItemCheck(spool, this::topic, config, findings, recounted, rows, progress).run();
        int behind = volumes.run(pending, atRest);
        rows.run(pendingRows);
        new MappingCheck(spool, topic(Section.MAPPINGS), config, findings.mappings, progress).run();
        new VersionCheck(spool, config, findings.versions, mappingEnds)
                .run(topic(Section.MAPPINGS), topic(Section.MAPPING_SUMS), topic(Section.VERSIONS), atRest);
        Input compared = input.any()
                ? new InputCheck(spool, topic(Section.USERS), config, expiry(volumes), findings.input(), progress).run()
                : null;
        return new AuditReport(figures(recounted, behind), compared, findings.results());
    }

    private Expiry expiry(VolumeCheck volumes) {
        return new Expiry(config.graphRetention().toSeconds(), volumes.eventTime());
    }

    private Figures figures(Recounted recounted, int behind) {
        long users = recounted.count(Side.USER, Counter.VERTICES);
        long items = recounted.count(Side.ITEM, Counter.VERTICES);
        long edgeWeight = recounted.count(Side.USER, Counter.EDGE_WEIGHT);
        long[] userVolumes = recounted.volumes(Side.USER);
        long[] itemVolumes = recounted.volumes(Side.ITEM);
        double products = 0;
        double userTotal = 0;
        double itemTotal = 0;
        int userRows = 0;
        int itemRows = 0;
        for (int label = 0; label < config.rows(); label++) {
            products += (double) userVolumes[label] * itemVolumes[label];
            userTotal += userVolumes[label];
            itemTotal += itemVolumes[label];
            userRows += userVolumes[label] > 0 ? 1 : 0;
            itemRows += itemVolumes[label] > 0 ? 1 : 0;
        }
        double inside = recounted.count(Side.ITEM, Counter.INSIDE_WEIGHT) / (double) Math.max(1, edgeWeight);
        double price = config.parameters().resolution(users, items) * products / Math.max(1, userTotal * itemTotal);
        return new Figures(
                users,
                items,
                recounted.count(Side.USER, Counter.EDGES),
                edgeWeight,
                userRows,
                itemRows,
                inside,
                inside - price,
                pending.count(),
                behind);
    }

    private String topic(Section section) {
        return sections.entrySet().stream()
                .filter(entry -> entry.getValue() == section)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Override
    public void close() {
        spool.close();
    }
}
