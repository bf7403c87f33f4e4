// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.benchmark;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.serde.InteractionJson;
import io.rowcast.topology.serde.InvalidInteractionException;
import io.rowcast.topology.serde.MappingEncoding;
import io.rowcast.topology.serde.MappingEncoding.Form;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingValues;
import io.rowcast.topology.serde.VoteBatch;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The formats of what goes through topics: an event, a mapping of a user with two rows, the 1,000 votes of a commit. */
public class MessageFormatBenchmark extends MicroBenchmark {
    private static final int VOTES = 1_000;

    private final Interaction interaction =
            new Interaction(Op.ADD, "user-123456", "item-7654321", 1, 1_767_225_600_000L);
    private final byte[] event = InteractionJson.encode(interaction);
    private final byte[] mappingKey = MappingJson.key(Side.USER, "user-123456");
    private final Mapping mapping = new Mapping(Side.USER, "user-123456", 4042, 3651);
    private final byte[] mappingValue = MappingJson.value(mapping);
    private final MappingEncoding avro = new MappingEncoding(Form.AVRO, 300);
    private final MappingEncoding protobuf = new MappingEncoding(Form.PROTOBUF, 300);
    private final byte[] avroValue = avro.value(mapping);
    private final byte[] protobufValue = protobuf.value(mapping);
    private final Votes[] votes = new Votes[VOTES];
    private final VoteBatch batch = new VoteBatch();
    private byte[] batchBytes;

    @Setup
    public void setUp() {
        for (int i = 0; i < VOTES; i++) {
            String item = "item-" + i;
            votes[i] = new Votes(
                    UserVertex.NO_LABEL,
                    i * 5,
                    item,
                    new long[] {VertexId.of(item).hash()},
                    null);
        }
        batchBytes = encodeVoteBatch();
    }

    @Benchmark
    public byte[] encodeInteraction() {
        return InteractionJson.encode(interaction);
    }

    @Benchmark
    public Interaction decodeInteraction() throws InvalidInteractionException {
        return InteractionJson.decode(event);
    }

    @Benchmark
    public byte[] encodeMappingKey() {
        return MappingJson.key(Side.USER, "user-123456");
    }

    @Benchmark
    public byte[] encodeMappingValue() {
        return MappingJson.value(mapping);
    }

    @Benchmark
    public Mapping decodeMapping() {
        return MappingJson.decode(mappingKey, mappingValue);
    }

    @Benchmark
    public byte[] encodeMappingAvro() {
        return avro.value(mapping);
    }

    @Benchmark
    public Mapping decodeMappingAvro() {
        return MappingValues.decode(mappingKey, avroValue, avro.header());
    }

    @Benchmark
    public byte[] encodeMappingProtobuf() {
        return protobuf.value(mapping);
    }

    @Benchmark
    public Mapping decodeMappingProtobuf() {
        return MappingValues.decode(mappingKey, protobufValue, protobuf.header());
    }

    @Benchmark
    public byte[] encodeVoteBatch() {
        for (Votes one : votes) {
            batch.add(one);
        }
        return batch.take();
    }

    @Benchmark
    public List<Votes> decodeVoteBatch() {
        return VoteBatch.decode(batchBytes);
    }
}
