// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.codebook.TableDigest;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.CodebookVersionJson;
import io.rowcast.topology.serde.MappingJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A table that is published as a deployment does it, and known in full: the oracle of those who read it. */
final class PublishedTable implements AutoCloseable {
    private static final CodebookVersion.Parameters PARAMETERS =
            new CodebookVersion.Parameters(0.01, 0.5, "degree", "degree", "set");

    private final int rows;
    private final String mappings;
    private final String versions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Long> offsets;
    private final TableDigest digest = new TableDigest();
    private final Map<String, Mapping> live = new TreeMap<>();
    private final Map<String, RowState> states = new HashMap<>();
    private final Map<String, Integer> members = new HashMap<>();
    private long version;
    private long records;

    private boolean losing;

    PublishedTable(Map<String, Object> client, String mappings, String versions, int partitions, int rows) {
        this.rows = rows;
        this.mappings = mappings;
        this.versions = versions;
        this.offsets =
                new ArrayList<>(IntStream.range(0, partitions).mapToObj(p -> 0L).toList());
        this.producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Gives a vertex its rows, or others than before. */
    void put(Side side, String id, int row, int secondaryRow) {
        Mapping was = mapping(side, id);
        // The rows are entered before others are left, so that none is emptied for a moment.
        enter(side, row);
        if (secondaryRow != Mapping.NO_ROW) {
            enter(side, secondaryRow);
        }
        Mapping now = new Mapping(
                side,
                id,
                row,
                generation(side, row),
                secondaryRow,
                secondaryRow == Mapping.NO_ROW ? 0 : generation(side, secondaryRow));
        replace(was, now);
    }

    /** Takes a vertex out. */
    void remove(Side side, String id) {
        replace(mapping(side, id), Mapping.none(side, id));
    }

    /** Changes vertices at random: a tenth of the calls take one out. */
    void churn(SplittableRandom random, int ids, int changes) {
        for (int i = 0; i < changes; i++) {
            Side side = random.nextBoolean() ? Side.USER : Side.ITEM;
            // Items have ids of both kinds.
            String id = (side == Side.ITEM && random.nextBoolean() ? "i" : "") + random.nextInt(ids);
            if (random.nextInt(10) == 0) {
                if (live.containsKey(side.word() + ":" + id)) {
                    remove(side, id);
                }
            } else {
                int secondary = side == Side.USER && random.nextBoolean() ? random.nextInt(rows) : Mapping.NO_ROW;
                put(side, id, random.nextInt(rows), secondary);
            }
        }
    }

    /** Takes a vertex in, and leaves no trace of it, as when its record was compacted away because of a later one. */
    void putLost(Side side, String id, int row) {
        losing = true;
        put(side, id, row, Mapping.NO_ROW);
        losing = false;
    }

    /** Cuts a version of what was published so far. */
    CodebookVersion cut() {
        producer.flush();
        RowChanges changes = digest.changes();
        version++;
        CodebookVersion cut = new CodebookVersion(
                version,
                mappings,
                1_767_225_600_000L + version,
                offsets,
                rows,
                digest.sum(),
                PARAMETERS,
                CodebookVersion.Rows.of(changes, RowChanges.Kind.CHANGED),
                CodebookVersion.Rows.of(changes, RowChanges.Kind.RESET),
                CodebookVersion.Rows.of(changes, RowChanges.Kind.FREED));
        changes.clear();
        Future<?> unused = producer.send(
                new ProducerRecord<>(versions, 0, CodebookVersionJson.key(version), CodebookVersionJson.value(cut)));
        producer.flush();
        return cut;
    }

    /** The mappings of all vertices, by their keys. */
    Map<String, Mapping> live() {
        return new TreeMap<>(live);
    }

    /** Keys that have a value on the topic. */
    int liveKeys() {
        return live.size() + states.size();
    }

    /** Records published, those of versions aside. */
    long records() {
        return records;
    }

    int generation(Side side, int row) {
        RowState state = states.get(side.word() + row);
        return state == null ? 0 : state.generation();
    }

    @Override
    public void close() {
        producer.close();
    }

    private Mapping mapping(Side side, String id) {
        return live.getOrDefault(side.word() + ":" + id, Mapping.none(side, id));
    }

    private void replace(Mapping was, Mapping now) {
        digest.apply(was, now);
        String key = now.side().word() + ":" + now.id();
        if (now.row() == Mapping.NO_ROW) {
            live.remove(key);
        } else {
            live.put(key, now);
        }
        send(MappingJson.key(now.side(), now.id()), MappingJson.value(now));
        if (was.row() != Mapping.NO_ROW) {
            leave(was.side(), was.row());
        }
        if (was.secondaryRow() != Mapping.NO_ROW) {
            leave(was.side(), was.secondaryRow());
        }
    }

    private void enter(Side side, int row) {
        if (members.merge(side.word() + row, 1, Integer::sum) == 1) {
            tell(new RowState(side, row, generation(side, row), true));
        }
    }

    private void leave(Side side, int row) {
        if (members.merge(side.word() + row, -1, Integer::sum) == 0) {
            tell(new RowState(side, row, generation(side, row) + 1, false));
        }
    }

    private void tell(RowState state) {
        digest.apply(states.put(state.side().word() + state.row(), state), state);
        send(MappingJson.rowKey(state.side(), state.row()), MappingJson.value(state));
    }

    private void send(byte[] key, byte[] value) {
        if (losing) {
            return;
        }
        records++;
        Future<?> unused = producer.send(new ProducerRecord<>(mappings, key, value), (metadata, failure) -> {
            if (failure == null) {
                offsets.set(metadata.partition(), metadata.offset() + 1);
            }
        });
    }
}
