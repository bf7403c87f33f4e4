// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.audit.InputEdges.Edge;
import io.rowcast.topology.audit.InputEvents.InputEvent;
import io.rowcast.topology.clustering.Expiry;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.ItemVertexFormat;
import io.rowcast.topology.serde.UserVertexFormat;
import java.nio.ByteBuffer;
import java.util.Map;

/** Compares the edges of every user with those that the input leaves, both in the order of the users' hashes. */
final class InputCheck {
    private static final int USER_KEY_BYTES = Long.BYTES + Integer.BYTES;

    private final Spool spool;
    private final String topic;
    private final ClusteringConfig config;
    private final Tally tally;
    private final AuditProgress progress;
    private final boolean anyForgotten;
    private final Expiry expiry;
    private long missing;
    private long surplus;
    private long undetermined;

    InputCheck(Spool spool, String topic, ClusteringConfig config, Expiry expiry, Tally tally, AuditProgress progress) {
        this.spool = spool;
        this.topic = topic;
        this.config = config;
        this.expiry = expiry;
        this.tally = tally;
        this.progress = progress;
        try (Spool.Scan scan = spool.scan(Section.INPUT_FORGOTTEN_ITEMS)) {
            anyForgotten = scan.key() != null;
        }
    }

    AuditReport.Input run() {
        long done = 0;
        try (Spool.Scan users = spool.scan(Section.USERS);
                Spool.Scan events = spool.scan(Section.INPUT_EVENTS)) {
            skipForeign(users);
            while (users.key() != null || events.key() != null) {
                progress.checking("input", done++);
                if (events.key() == null
                        || (users.key() != null && Long.compareUnsigned(userOf(users), InputEvents.user(events)) < 0)) {
                    compare(decode(users), newEdges(), null);
                    next(users);
                } else {
                    long hash = InputEvents.user(events);
                    InputEdges edges = newEdges();
                    InputEvent last = null;
                    while (events.key() != null && InputEvents.user(events) == hash) {
                        last = InputEvents.event(events);
                        edges.apply(last);
                        events.next();
                    }
                    UserVertex user = null;
                    if (users.key() != null && userOf(users) == hash) {
                        user = decode(users);
                        next(users);
                    }
                    compare(user, edges, last.user());
                }
            }
        }
        return new AuditReport.Input(missing, surplus, undetermined);
    }

    private void compare(UserVertex user, InputEdges input, String id) {
        if (input.undetermined()) {
            undetermined += input.edges().size();
            return;
        }
        Map<Long, Edge> expected = input.edges();
        for (int i = 0; user != null && i < user.size(); i++) {
            long item = user.item(i);
            Edge edge = expected.remove(item);
            tally.checked();
            if (edge == null || input.gone(item, edge)) {
                surplus++;
                tally.violation(
                        "user %s has an edge to item %s, which the input does not leave", user.id(), name(item));
            } else if (input.undetermined(item, edge)) {
                undetermined++;
            } else if (comparesWeights() && user.weight(i) != edge.weight()) {
                tally.violation(
                        "user %s has an edge to item %s of weight %d, by the input %d",
                        user.id(), edge.item(), user.weight(i), edge.weight());
            }
        }
        expected.forEach((item, edge) -> {
            if (input.undetermined(item, edge) || (!input.gone(item, edge) && input.mayHaveExpired(edge))) {
                undetermined++;
            } else if (!input.gone(item, edge)) {
                missing++;
                tally.checked();
                tally.violation("user %s has no edge to item %s, which the input leaves", id, edge.item());
            }
        });
    }

    /** An edge that expired and came again has only its later weights. */
    private boolean comparesWeights() {
        return config.parameters().edgeWeighting() == EdgeWeighting.SUM && !expiry.on();
    }

    private static void next(Spool.Scan users) {
        users.next();
        skipForeign(users);
    }

    /** Passes over what is not the key of a user, which is told elsewhere. */
    private static void skipForeign(Spool.Scan users) {
        while (users.key() != null && users.key().length != USER_KEY_BYTES) {
            users.next();
        }
    }

    private InputEdges newEdges() {
        return new InputEdges(
                spool, config.maxEdgesPerUser(), config.parameters().edgeWeighting(), anyForgotten, expiry);
    }

    private static long userOf(Spool.Scan users) {
        return ByteBuffer.wrap(users.key()).getLong();
    }

    /** The user a scan is at, or {@code null} if that is damaged, which is told elsewhere. */
    private UserVertex decode(Spool.Scan users) {
        try {
            return UserVertexFormat.decode(TopicRecord.of(topic, users).value());
        } catch (CorruptRecordException e) {
            return null;
        }
    }

    private String name(long item) {
        int partition = VertexId.itemPartition(item, config.partitions());
        byte[] key = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(item)
                .putInt(partition)
                .array();
        byte[] value = spool.get(Section.ITEMS, key);
        if (value != null) {
            try {
                byte[] record = new byte[value.length - Long.BYTES];
                System.arraycopy(value, Long.BYTES, record, 0, record.length);
                ItemVertex decoded = ItemVertexFormat.decode(record);
                return decoded.id();
            } catch (CorruptRecordException e) {
                return String.format("%016x, whose record is damaged", item);
            }
        }
        return String.format("%016x, which has no record", item);
    }
}
