// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.audit.Recounted.Task;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.processor.InteractionRouter;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.UserVertexFormat;
import io.rowcast.topology.store.HashKey;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;

/** Checks every user, and counts what items and the mapping topic should say of it. */
final class UserCheck {
    private final Spool spool;
    private final String topic;
    private final ClusteringConfig config;
    private final Tally tally;
    private final Recounted recounted;
    private final RowCheck rows;
    private final AuditProgress progress;

    UserCheck(
            Spool spool,
            String topic,
            ClusteringConfig config,
            Findings findings,
            Recounted recounted,
            RowCheck rows,
            AuditProgress progress) {
        this.spool = spool;
        this.topic = topic;
        this.config = config;
        this.tally = findings.users;
        this.recounted = recounted;
        this.rows = rows;
        this.progress = progress;
    }

    void run() {
        long done = 0;
        try (Spool.Scan scan = spool.scan(Section.USERS)) {
            for (; scan.key() != null; scan.next()) {
                progress.checking("users", done++);
                tally.checked();
                check(TopicRecord.of(topic, scan));
            }
        }
    }

    private void check(TopicRecord record) {
        UserVertex user;
        long hash;
        try {
            hash = HashKey.decode(record.key());
            user = UserVertexFormat.decode(record.value());
        } catch (CorruptRecordException e) {
            tally.violation("%s: %s", record.place(), e.getMessage());
            return;
        }
        String name = "user " + user.id() + " (" + record.place() + ")";
        if (VertexId.of(user.id()).hash() != hash) {
            tally.violation("%s is stored under another's hash", name);
            return;
        }
        if (InteractionRouter.userPartition(user.id(), config.partitions()) != record.partition()) {
            tally.violation("%s belongs to another partition", name);
            return;
        }
        checkRows(name, user);
        checkEdges(name, user);
        count(record.partition(), user);
    }

    private void checkRows(String name, UserVertex user) {
        if (!inRange(user.label())) {
            tally.violation("%s has row %d", name, user.label());
        }
        if (user.secondaryLabel() != UserVertex.NO_LABEL && !inRange(user.secondaryLabel())) {
            tally.violation("%s has secondary row %d", name, user.secondaryLabel());
        }
        if (user.secondaryLabel() != UserVertex.NO_LABEL && user.secondaryLabel() == user.label()) {
            tally.violation("%s has row %d twice", name, user.label());
        }
    }

    private void checkEdges(String name, UserVertex user) {
        if (user.size() == 0) {
            tally.violation("%s has no edge", name);
        }
        if (user.weighted() != (config.parameters().edgeWeighting() == EdgeWeighting.SUM)) {
            tally.violation("%s has edges of another weighting", name);
        }
        LongOpenHashSet items = new LongOpenHashSet(user.size());
        for (int i = 0; i < user.size(); i++) {
            if (!items.add(user.item(i))) {
                tally.violation("%s has two edges to item %016x", name, user.item(i));
            }
            if (user.weight(i) <= 0) {
                tally.violation("%s has an edge of weight %d", name, user.weight(i));
            }
        }
    }

    private void count(int partition, UserVertex user) {
        recounted.vertex(Side.USER, partition, user.label(), user.degree());
        recounted.secondary(partition, user.secondaryLabel());
        recounted.count(new Task(Side.USER, partition), Counter.EDGES, user.size());
        for (int i = 0; i < user.size(); i++) {
            spool.add(Section.EXPECTED_VOTES, ExpectedVotes.key(user.item(i), user.label()), user.weight(i));
        }
        MappingCheck.expect(spool, Mapping.of(user));
        rows.vertex(partition, Mapping.of(user));
    }

    private boolean inRange(int label) {
        return label >= 0 && label < config.rows();
    }
}
