// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.broker.BrokerFixture;
import io.rowcast.topology.client.CodebookListener;
import io.rowcast.topology.client.CodebookReader;
import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.client.Fallback;
import io.rowcast.topology.client.NoVersionException;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.graph.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(90)
final class CodebookReaderTest {
    private static final Duration NOW = Duration.ofMillis(200);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int PARTITIONS = 3;
    private static final int ROWS = 20;

    @RegisterExtension
    private static final BrokerFixture BROKER = new BrokerFixture();

    private final List<AutoCloseable> opened = new ArrayList<>();
    private String mappings;
    private String versions;
    private PublishedTable published;

    /** What a listener was told. */
    private static final class Told implements CodebookListener {
        private final List<String> events = new ArrayList<>();
        private BitSet changed;
        private BitSet freed;

        @Override
        public void onVersion(CodebookVersion version, RowChanges changes) {
            changed = changes.rows(Side.USER, RowChanges.Kind.CHANGED);
            freed = changes.rows(Side.USER, RowChanges.Kind.FREED);
            events.add("version " + version.version());
        }

        @Override
        public void onRowReset(Side side, int row, int generation) {
            events.add("reset " + side.word() + " " + row + " " + generation);
        }
    }

    @BeforeEach
    void createTopics() throws Exception {
        mappings = BROKER.newTopic(PARTITIONS, Map.of("cleanup.policy", "compact"));
        versions = BROKER.newTopic(1, Map.of("cleanup.policy", "compact"));
        published = new PublishedTable(BROKER.clientProperties(), mappings, versions, PARTITIONS, ROWS);
        opened.add(published);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void shouldStandAtTheVersionWhenRecordsFollowIt() {
        published.put(Side.USER, "7", 1, 2);
        published.put(Side.ITEM, "x", 3, Mapping.NO_ROW);
        CodebookVersion first = published.cut();
        published.put(Side.USER, "7", 4, Mapping.NO_ROW);
        published.put(Side.USER, "8", 5, Mapping.NO_ROW);
        CodebookReader reader = reader();

        assertThat(reader.load(SHORT)).isEqualTo(first);
        assertThat(reader.rows(Side.USER, 7, 8)).containsExactly(1, 2, 19, -1);
        assertThat(reader.rows(Side.ITEM, "x", "7")).containsExactly(3, -1, 19, -1);
        assertThat(reader.poll(Duration.ZERO)).isFalse();

        CodebookVersion second = published.cut();

        assertThat(pollUntil(reader, 2)).isEqualTo(second);
        assertThat(reader.rows(Side.USER, 7, 8)).containsExactly(4, -1, 5, -1);
    }

    @Test
    void shouldTellOfRowsWhenTheyLoseAllMembers() {
        published.put(Side.USER, "1", 6, Mapping.NO_ROW);
        published.put(Side.USER, "2", 7, Mapping.NO_ROW);
        published.cut();
        CodebookReader reader = reader();
        Told told = new Told();
        reader.listen(told);
        reader.load(SHORT);
        assertThat(told.changed.isEmpty()).isTrue();
        published.put(Side.USER, "1", 7, Mapping.NO_ROW);
        CodebookVersion freed = published.cut();
        pollUntil(reader, 2);
        assertThat(told.changed).isEqualTo(freed.changed().user()).isEqualTo(bits(6, 7));
        assertThat(told.freed).isEqualTo(freed.freed().user()).isEqualTo(bits(6));
        published.put(Side.USER, "3", 6, Mapping.NO_ROW);
        published.cut();
        pollUntil(reader, 3);

        assertThat(told.events).containsExactly("version 1", "reset user 6 1", "version 2", "version 3");
        assertThat(reader.table().get(Side.USER, "3").generation()).isEqualTo(1);
    }

    @Test
    void shouldStopWhereToldWhenVersionsFollow() {
        SplittableRandom random = new SplittableRandom(3);
        List<Map<String, Mapping>> tables = new ArrayList<>();
        for (int version = 1; version <= 5; version++) {
            published.churn(random, 50, 100);
            published.cut();
            tables.add(published.live());
        }
        CodebookReader late = reader();
        late.stopAt(3);
        late.load(SHORT);
        assertThat(contents(late.table())).isEqualTo(tables.get(2));
        assertThat(late.poll(NOW)).isFalse();
        late.stopAt(4);
        assertThat(pollUntil(late, 4).version()).isEqualTo(4);
        assertThat(contents(late.table())).isEqualTo(tables.get(3));

        CodebookReader one = reader();
        assertThat(one.loadVersion(2, SHORT).version()).isEqualTo(2);
        assertThat(contents(one.table())).isEqualTo(tables.get(1));
        assertThatThrownBy(() -> one.loadVersion(6, NOW))
                .hasMessage("topic " + versions + " does not hold version 6, only 1 to 5");
    }

    @Test
    void shouldStayAtItsVersionWhenTheNextCannotBeReadExactly() {
        SplittableRandom random = new SplittableRandom(6);
        published.churn(random, 50, 200);
        CodebookVersion first = published.cut();
        CodebookReader reader = reader();
        Told told = new Told();
        reader.listen(told);
        reader.load(SHORT);
        Map<String, Mapping> before = published.live();
        int[] generations = reader.table().rows(Side.USER).generations();
        published.churn(random, 50, 200);
        published.putLost(Side.USER, "lost", 3);
        published.cut();

        assertThat(reader.poll(SOON)).isFalse();

        assertThat(reader.version()).contains(first);
        assertThat(contents(reader.table())).isEqualTo(before).isNotEqualTo(published.live());
        assertThat(reader.table().rows(Side.USER).generations()).isEqualTo(generations);
        assertThat(reader.poll(Duration.ZERO)).isFalse();
        published.put(Side.USER, "lost", 4, Mapping.NO_ROW);
        CodebookVersion third = published.cut();
        assertThat(pollUntil(reader, 3)).isEqualTo(third);
        assertThat(contents(reader.table())).isEqualTo(published.live());
        assertThat(told.events)
                .filteredOn(event -> event.startsWith("version"))
                .containsExactly("version 1", "version 3");
    }

    @Test
    void shouldSaySoWhenThereIsNoVersion() {
        published.put(Side.USER, "1", 6, Mapping.NO_ROW);

        assertThatThrownBy(() -> reader().load(SHORT))
                .isInstanceOf(NoVersionException.class)
                .hasMessage("topic " + versions + " holds no version yet");
    }

    @Test
    void shouldReachTheSameTableWhenTheTopicIsCompactedMeanwhile() throws Exception {
        compactEagerly();
        SplittableRandom random = new SplittableRandom(4);
        published.churn(random, 200, 2_000);
        published.put(Side.USER, "forgotten", 2, 3);
        published.cut();
        // One follows all along, one begins before the compaction and goes on after it, one begins after it.
        CodebookReader along = reader();
        CodebookReader across = reader();
        Told told = new Told();
        along.listen(told);
        along.load(SHORT);
        across.load(SHORT);
        for (int round = 0; round < 3; round++) {
            published.churn(random, 200, 2_000);
            published.cut();
            pollUntil(along, round + 2);
        }
        published.remove(Side.USER, "forgotten");
        CodebookVersion cut = published.cut();
        pollUntil(along, cut.version());
        long before = BROKER.read(mappings, "read_committed").size();
        awaitCompaction(random);
        CodebookVersion last = published.cut();
        pollUntil(along, last.version());
        pollUntil(across, last.version());
        CodebookReader late = reader();
        late.load(SHORT);
        CodebookReader restarted = reader();
        restarted.poll(NOW);

        long after = BROKER.read(mappings, "read_committed").size();
        System.out.printf(
                "compaction: %d records before, %d after, for %d live keys; %d published%n",
                before, after, published.liveKeys(), published.records());
        assertThat((double) after / published.liveKeys()).isLessThanOrEqualTo(1.3);
        for (CodebookReader reader : List.of(along, across, late, restarted)) {
            assertThat(reader.version()).contains(last);
            assertThat(contents(reader.table())).isEqualTo(published.live());
            assertThat(reader.table().get(Side.USER, "forgotten")).isNull();
        }
        // A version that was compacted away is not read as if it were whole.
        assertThatThrownBy(() -> late.loadVersion(2, NOW)).hasMessageContaining("can no longer be read exactly");
        assertThat(contents(late.table())).isEqualTo(published.live());
    }

    /** Goes on until the topic is within 1.3 records of each live key; only closed segments are cleaned. */
    private void awaitCompaction(SplittableRandom random) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(250)).until(() -> {
            // A record in each partition closes the segment before it once that is old enough.
            published.churn(random, 200, PARTITIONS);
            published.cut();
            return BROKER.read(mappings, "read_committed").size() <= 1.25 * published.liveKeys();
        });
    }

    private void compactEagerly() throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = Map.of(
                new ConfigResource(ConfigResource.Type.BROKER, ""),
                List.of(set("log.cleaner.backoff.ms", "100")),
                new ConfigResource(ConfigResource.Type.TOPIC, mappings),
                List.of(
                        set("segment.ms", "100"),
                        set("min.cleanable.dirty.ratio", "0.01"),
                        set("min.compaction.lag.ms", "0"),
                        set("delete.retention.ms", "0")));
        try (Admin admin = Admin.create(BROKER.clientProperties())) {
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private CodebookReader reader() {
        CodebookReader reader = new CodebookReader(BROKER.clientProperties(), versions, Fallback.fixed(ROWS - 1));
        opened.add(reader);
        return reader;
    }

    private static CodebookVersion pollUntil(CodebookReader reader, long version) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> {
            reader.poll(NOW);
            return reader.version().orElseThrow().version() >= version;
        });
        return reader.version().orElseThrow();
    }

    private static Map<String, Mapping> contents(CodebookTable table) {
        Map<String, Mapping> contents = new TreeMap<>();
        for (Side side : Side.values()) {
            for (int entry : table.vertices(side).sorted()) {
                assertThat(table.isCurrent(side, entry)).isTrue();
                Mapping mapping = table.vertices(side).mapping(entry);
                contents.put(side.word() + ":" + mapping.id(), mapping);
            }
        }
        return contents;
    }

    private static BitSet bits(int... rows) {
        BitSet bits = new BitSet();
        for (int row : rows) {
            bits.set(row);
        }
        return bits;
    }
}
