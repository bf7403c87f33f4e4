// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;

/** One store over RocksDB, used by one processor in Kafka's test driver: each input is a transaction of its own. */
public final class StoreDriver<S extends StateStore> implements AutoCloseable {
    private static final String APPLICATION = "store-test";
    private static final String INPUT = "input";
    private static final String PROCESSOR = "processor";

    private final String store;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private Consumer<S> work;

    public StoreDriver(StoreBuilder<S> builder, Path stateDir) {
        store = builder.name();
        Topology topology = new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), INPUT)
                .addProcessor(PROCESSOR, Worker::new, "source")
                .addStateStore(builder, PROCESSOR);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Not used here, but Kafka Streams warns while it is off.
        properties.put("processing.exception.handler.global.enabled", "true");
        driver = new TopologyTestDriver(topology, properties);
        input = driver.createInputTopic(INPUT, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Works with the store as a processor does, then commits. */
    public void commit(Consumer<S> onStore) {
        work = onStore;
        input.pipeInput(new byte[0]);
    }

    /** What was written to the changelog since this was last asked, oldest first. */
    public List<TestRecord<byte[], byte[]>> written() {
        return driver.createOutputTopic(
                        APPLICATION + "-" + store + "-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }

    private final class Worker extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            S opened = context().getStateStore(store);
            work.accept(opened);
        }
    }
}
