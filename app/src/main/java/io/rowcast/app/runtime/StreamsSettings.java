// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.home.Home;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.store.RocksDbMemory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams: those a user may override, and those correctness needs. */
public final class StreamsSettings {
    /** Kafka's constant is deprecated from birth, since what it switches on will be the default one day. */
    private static final String GLOBAL_EXCEPTION_HANDLER = "processing.exception.handler.global.enabled";

    private StreamsSettings() {}

    /** Rowcast's own defaults of Kafka Streams, without the {@code kafka.} prefix; a given setting wins over them. */
    public static Map<String, String> defaults(EffectiveConfig config) {
        int threads = Math.min(
                Runtime.getRuntime().availableProcessors(), config.clustering().partitions());
        Map<String, String> settings = new TreeMap<>(EffectiveConfig.CLIENT_DEFAULTS);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(threads));
        // A hop through a topic costs at least one commit interval, and an event takes two or three hops.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "100");
        // A thread that waits for records neither commits nor sweeps.
        settings.put(StreamsConfig.POLL_MS_CONFIG, "10");
        // The stores keep decoded vertices themselves.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
        // A member learns of a rebalance by its heartbeat, and a start takes two rebalances.
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "500");
        // A thread works off all it has polled before it polls again, so small helpings keep votes from waiting behind
        // events.
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, "1000");
        // An instance that was killed holds its tasks, and its own restart, up for this long.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "15000");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        // A consumer hands out what it fetched of one partition before it turns to the next, for the same reason.
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                Integer.toString(64 << 10));
        // A broker answers a connection in the order of its requests, so what a start asks of offsets would wait, time
        // and
        // again, for a fetch that waits for records.
        settings.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), "50");
        settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), "50");
        // The two inputs of the user side have no order between them to wait for.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "-1");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
        // A dead letter is its event with more headers.
        int versionBytes = new Topics(config.clustering()).versionBytes();
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Math.max(2 << 20, versionBytes)));
        if (versionBytes > 2 << 20) {
            // A part of a version has the rows that changed, as bits.
            settings.put(
                    StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.toString(versionBytes));
        }
        // Nobody may read a record before its transaction ends, which sends what lingers; until then full batches go.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "100");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 << 10));
        // Long enough for a slow restore or a full disk queue; a restarted instance fences its old transactions at
        // once.
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "60000");
        // While brokers are away a thread waits; what cannot be sent in this time ends the instance. As long as it may
        // go without a poll.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "300000");
        return settings;
    }

    /** The settings that are Rowcast's alone, without the {@code kafka.} prefix. */
    public static Map<String, String> fixed(EffectiveConfig config) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.clustering().applicationId());
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG, new Home(config.home()).state().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
        settings.put(GLOBAL_EXCEPTION_HANDLER, "true");
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class.getName());
        settings.put(
                RocksDbMemory.MEMORY_BYTES_CONFIG,
                Long.toString(config.clustering().rocksDbMemoryBytes()));
        return settings;
    }

    /** All settings of Kafka Streams for a configuration, against a given cluster. */
    public static Map<String, Object> of(EffectiveConfig config, String bootstrapServers) {
        Map<String, Object> settings = new LinkedHashMap<>(defaults(config));
        settings.putAll(config.clientProperties(bootstrapServers));
        settings.putAll(fixed(config));
        return settings;
    }

    /** What may never change while state exists, as text. */
    static String deployment(ClusteringConfig config) {
        return config.parameters().deployment() + " partitions=" + config.partitions();
    }
}
