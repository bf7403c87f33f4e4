// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import io.rowcast.topology.audit.Audit;
import io.rowcast.topology.audit.AuditReport;
import io.rowcast.topology.clustering.Statistics;
import io.rowcast.topology.clustering.TaskListener;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.InteractionJson;
import io.rowcast.topology.serde.ItemVertexFormat;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingValues;
import io.rowcast.topology.serde.UserVertexFormat;
import io.rowcast.topology.store.HashKey;
import io.rowcast.topology.store.RocksDbMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * A whole deployment of one partition in a test driver, over real RocksDB stores. Every input is a commit, clocks stand
 * still unless told to go on, and everything ever sent to a topic is kept.
 */
final class TestDeployment implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    /** Kafka's constant is deprecated from birth, since what it switches on will be the default one day. */
    private static final String GLOBAL_EXCEPTION_HANDLER = "processing.exception.handler.global.enabled";

    private static final Duration TICK = Duration.ofMillis(10);
    private static final int MAX_TICKS = 60_000;

    private final ClusteringConfig config;
    private final Path auditDir;
    private final Topics topics;
    private final ClusteringTopology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final Map<String, List<TestRecord<byte[], byte[]>>> sent = new HashMap<>();
    private final Map<String, Integer> ends = new HashMap<>();

    /**
     * @param settings names and values in turn, over 16 rows, one partition and quick publishing
     */
    TestDeployment(Path stateDir, String... settings) {
        this(stateDir, () -> 0, settings);
    }

    /**
     * @param nanoClock measures the slices of sweeps
     */
    TestDeployment(Path stateDir, LongSupplier nanoClock, String... settings) {
        this(stateDir, nanoClock, TaskListener.NONE, settings);
    }

    /**
     * @param listener is told what the tasks do
     */
    TestDeployment(Path stateDir, LongSupplier nanoClock, TaskListener listener, String... settings) {
        config = config(settings);
        auditDir = stateDir;
        topics = new Topics(config);
        topology = new ClusteringTopology(config, listener, nanoClock);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
        properties.put(GLOBAL_EXCEPTION_HANDLER, "true");
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class.getName());
        properties.put(RocksDbMemory.MEMORY_BYTES_CONFIG, Long.toString(config.rocksDbMemoryBytes()));
        driver = new TopologyTestDriver(topology.get(), properties, START);
        input = input(topics.interactions());
    }

    static ClusteringConfig config(String... settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                ClusteringConfig.PARTITIONS_CONFIG, "1",
                ClusteringConfig.ROWS_CONFIG, "16",
                ClusteringConfig.PUBLISH_INTERVAL_MS_CONFIG, "10",
                ClusteringConfig.ROCKSDB_MEMORY_BYTES_CONFIG, Long.toString(16L << 20)));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        return new ClusteringConfig(values);
    }

    Topics topics() {
        return topics;
    }

    /** Pipes an event keyed by its user, or without a key if it has none. */
    void send(Interaction event) {
        byte[] key = event.user() == null ? null : event.user().getBytes(StandardCharsets.UTF_8);
        input.pipeInput(key, InteractionJson.encode(event));
    }

    /** As {@link #send(Interaction)}, in a record of a time in milliseconds since the epoch. */
    void send(Interaction event, long recordTimestamp) {
        byte[] key = event.user() == null ? null : event.user().getBytes(StandardCharsets.UTF_8);
        input.pipeInput(key, InteractionJson.encode(event), recordTimestamp);
    }

    void add(String user, String item) {
        send(Interaction.add(user, item));
    }

    /** Pipes any record into any topic that the topology reads. */
    void sendRaw(String topic, TestRecord<byte[], byte[]> record) {
        input(topic).pipeInput(record);
    }

    /** Lets wall-clock time pass, tick by tick, so that volumes are published and sweeps run. */
    void pass(Duration time) {
        for (long i = 0; i < time.dividedBy(TICK); i++) {
            driver.advanceWallClockTime(TICK);
        }
    }

    void tick() {
        driver.advanceWallClockTime(TICK);
    }

    /** Lets time pass until every task reports that it has settled, and a little longer. */
    void settle() {
        for (int i = 0; i < MAX_TICKS; i++) {
            driver.advanceWallClockTime(TICK);
            if (topology.statistics().reports() == 2 && topology.statistics().settled()) {
                pass(Duration.ofMillis(500));
                return;
            }
        }
        throw new AssertionError("not settled after " + MAX_TICKS + " ticks: " + topology.statistics());
    }

    Statistics statistics() {
        return topology.statistics();
    }

    Optional<CorruptRecordException> refusedRecord() {
        return topology.refusedRecord();
    }

    /** Vertices in a row, as every instance is told. */
    long members(Side side, int row) {
        return topology.volumes().members(side, row);
    }

    /** Everything sent to a topic so far, oldest first. */
    List<TestRecord<byte[], byte[]>> sent(String topic) {
        List<TestRecord<byte[], byte[]>> records = sent.computeIfAbsent(topic, name -> new ArrayList<>());
        List<TestRecord<byte[], byte[]>> more = driver.createOutputTopic(
                        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
        ends.merge(topic, more.size(), Integer::sum);
        records.addAll(more);
        return records;
    }

    /** The offset after the last record sent to a topic. */
    long end(String topic) {
        sent(topic);
        return ends.get(topic);
    }

    /** Everything sent to any topic so far, changelogs included, by topic. */
    Map<String, List<TestRecord<byte[], byte[]>>> sent() {
        driver.producedTopicNames().forEach(this::sent);
        return sent;
    }

    /** Lets go of what no longer matters: older records of the same key, and everything sent between subtopologies. */
    void compact() {
        for (String topic : driver.producedTopicNames()) {
            List<TestRecord<byte[], byte[]>> records = sent(topic);
            if (topic.endsWith("-repartition")) {
                records.clear();
            } else if (!topic.equals(topics.deadLetters())) {
                Map<Bytes, TestRecord<byte[], byte[]>> latest = new LinkedHashMap<>();
                records.forEach(record -> latest.put(Bytes.wrap(record.key()), record));
                records.clear();
                records.addAll(latest.values());
            }
        }
    }

    /** All mapping records so far, tombstones included, as {@code key value}. */
    List<String> mappingRecords() {
        return sent(topics.mappings()).stream()
                .filter(record -> MappingJson.kind(record.key()) == MappingJson.Kind.MAPPING)
                .map(record -> text(record.key()) + " " + text(record.value()))
                .toList();
    }

    /** The present mappings by key, such as {@code user:u1}. */
    Map<String, Mapping> mappings() {
        Map<String, Mapping> mappings = new HashMap<>();
        latest(topics.mappings()).forEach((key, value) -> {
            if (MappingJson.kind(key.get()) == MappingJson.Kind.MAPPING) {
                mappings.put(text(key.get()), MappingJson.decode(key.get(), value));
            }
        });
        return mappings;
    }

    int row(String key) {
        return mappings().get(key).row();
    }

    /** Audits the topics as they are. */
    AuditReport audit() {
        try (Audit audit = new Audit(config, auditDir, (what, records) -> {})) {
            for (String topic : audit.topics()) {
                Map<Bytes, byte[]> latest = latest(topic);
                long last = end(topic) - 1;
                latest.forEach((key, value) -> audit.record(topic, 0, last, key.get(), value));
            }
            return audit.check(false);
        }
    }

    /** The violations that an audit finds, in words. */
    List<String> violations() {
        return audit().checks().stream()
                .flatMap(check -> check.first().stream())
                .toList();
    }

    /** The edges as {@code user<TAB>item}, sorted. */
    List<String> edgeList() {
        Map<Long, String> items = new HashMap<>();
        latest(topics.changelog(Topics.ITEM_VERTICES_STORE))
                .forEach((key, value) -> items.put(
                        HashKey.decode(key.get()),
                        ItemVertexFormat.decode(value).id()));
        List<String> list = new ArrayList<>();
        latest(topics.changelog(Topics.USER_VERTICES_STORE)).values().forEach(value -> {
            UserVertex user = UserVertexFormat.decode(value);
            for (int i = 0; i < user.size(); i++) {
                list.add(user.id() + "\t" + items.get(user.item(i)));
            }
        });
        list.sort(null);
        return list;
    }

    @Override
    public void close() {
        driver.close();
    }

    /** The value, that of a mapping as JSON. */
    private static byte[] json(TestRecord<byte[], byte[]> record) {
        Header form = record.headers().lastHeader(MappingValues.HEADER);
        return form == null ? record.value() : MappingValues.json(record.key(), record.value(), form.value());
    }

    /** The latest value of each key of a topic, tombstones left out; mappings as JSON, whatever form they have. */
    Map<Bytes, byte[]> latest(String topic) {
        Map<Bytes, byte[]> latest = new LinkedHashMap<>();
        for (TestRecord<byte[], byte[]> record : sent(topic)) {
            if (record.value() == null) {
                latest.remove(Bytes.wrap(record.key()));
            } else {
                latest.put(Bytes.wrap(record.key()), json(record));
            }
        }
        return latest;
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(
                topic, new ByteArraySerializer(), new ByteArraySerializer(), START, Duration.ofMillis(1));
    }

    static String text(byte[] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
