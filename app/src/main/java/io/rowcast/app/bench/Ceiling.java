// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.clustering.Statistics;
import io.rowcast.topology.graph.VertexId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The least a stateful topology can do with an event: get a value of 200 bytes out of one RocksDB store, and put it back
 * changed, with a changelog. The key is the hash of the user's id, 8 bytes; the value is not looked into.
 */
final class Ceiling implements Contestant {
    static final String STORE = "values";
    static final int VALUE_BYTES = 200;

    private final String group;
    private final String input;
    private final Admin admin;

    /**
     * @param group the application id
     * @param input the input topic
     */
    Ceiling(Map<String, Object> clientProperties, String group, String input) {
        this.group = group;
        this.input = input;
        this.admin = Admin.create(clientProperties);
    }

    @Override
    public Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(Map.of()));
        builder.stream(
                        input,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("interactions"))
                .process(GetAndPut::new, Named.as("get-and-put"), STORE);
        return builder.build();
    }

    @Override
    public boolean done(long events, Map<Integer, Long> ends) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata offset = committed.get(new TopicPartition(input, end.getKey()));
                return offset != null && offset.offset() >= end.getValue();
            });
        } catch (ExecutionException e) {
            throw RuntimeFailure.of("the offsets of " + group + " cannot be read", e);
        }
    }

    @Override
    public Optional<Statistics> statistics() {
        return Optional.empty();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private static final class GetAndPut implements Processor<byte[], byte[], Void, Void> {
        private KeyValueStore<Bytes, byte[]> store;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> event) {
            long hash = VertexId.of(event.key()).hash();
            Bytes key = Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(hash).array());
            byte[] value = store.get(key);
            if (value == null) {
                value = new byte[VALUE_BYTES];
                new SplittableRandom(hash).nextBytes(value);
            }
            ByteBuffer counter = ByteBuffer.wrap(value);
            counter.putLong(0, counter.getLong(0) + 1);
            store.put(key, value);
        }
    }
}
