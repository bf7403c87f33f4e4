// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import static io.rowcast.topology.format.Decoding.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rowcast.topology.graph.Interaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AvroFormatTest {
    /** A producer's own: other types, other order, fields that we have not, and none of ours that have defaults. */
    private static final Schema FOREIGN = SchemaBuilder.record("com.shop.Click")
            .fields()
            .requiredString("page")
            .requiredInt("item")
            .requiredString("user")
            .requiredFloat("weight")
            .endRecord();

    private RegistryServer registry;
    private Decoding avro;

    @BeforeEach
    void start() throws IOException {
        registry = new RegistryServer();
        registry.hold(1, Schemas.current("Interaction.avsc").toString());
        registry.hold(300_000, FOREIGN.toString());
        avro = new Decoding("avro", "schema.registry.url", registry.url() + "/");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void shouldReadOurOwnSchema() throws Exception {
        Schema schema = Schemas.current("Interaction.avsc");
        GenericRecordBuilder event =
                new GenericRecordBuilder(schema).set("user", "u").set("item", 5L);

        assertThat(avro.of(framed(1, event.build()))).containsExactly(Interaction.add("u", "5"));
        event.set("weight", 2.5).set("timestamp", 9L).set("op", "remove");
        assertThat(avro.of(framed(1, event.build())))
                .containsExactly(new Interaction(Interaction.Op.REMOVE, "u", "5", 2.5, 9));
        assertThat(registry.requests()).containsExactly("GET /schemas/ids/1");
    }

    @Test
    void shouldResolveTheSchemaOfAnotherWriter() throws Exception {
        GenericRecord click = new GenericRecordBuilder(FOREIGN)
                .set("page", "p")
                .set("item", 12)
                .set("user", "u")
                .set("weight", 1.5f)
                .build();

        assertThat(avro.of(framed(300_000, click))).containsExactly(add("u", "12", 1.5, Interaction.NO_TIMESTAMP));
    }

    @Test
    void shouldRefuseTheEventWhenItsSchemaCannotBeUsed() throws Exception {
        byte[] value = framed(2, new GenericRecordBuilder(Schemas.current("Interaction.avsc")).build());

        assertThat(avro.reason(null, value, Map.of())).isEqualTo("value: the schema registry has no schema 2");
        registry.answer(2, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"\"}");
        assertThat(avro.reason(null, value, Map.of())).endsWith("is not an Avro schema");
        registry.answer(2, "{\"schema\":\"\\\"string\\\"\",\"references\":[{}]}");
        assertThat(avro.reason(null, value, Map.of())).contains("refers to other schemas");
        registry.hold(2, "{");
        assertThat(avro.reason(null, value, Map.of())).startsWith("value: schema 2 cannot be used");
        registry.hold(2, "\"string\"");
        assertThat(avro.reason(null, value, Map.of())).startsWith("value: cannot be read by schema 2");
    }

    @Test
    void shouldRefuseTheEventWhenItIsNoAvroOfItsSchema() {
        assertThat(avro.reason(null, null, Map.of())).isEqualTo("value: is null");
        assertThat(avro.reason("{}")).isEqualTo("value: does not begin with a schema id");
        assertThat(avro.reason(null, new byte[] {0, 0, 0, 0, 1}, Map.of()))
                .startsWith("value: cannot be read by schema 1");
        // A string that says that it has one or two billion bytes, or fewer than none.
        for (byte[] length : new byte[][] {
            {2, -2, -1, -1, -1, 15}, {2, -128, -88, -42, -71, 7}, {2, 1}, {2, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}
        }) {
            ByteBuffer value = ByteBuffer.allocate(5 + length.length)
                    .put((byte) 0)
                    .putInt(1)
                    .put(length);
            assertThat(avro.reason(null, value.array(), Map.of())).startsWith("value: cannot be read by schema 1");
        }
    }

    @Test
    void shouldTryAgainWhenTheRegistryFailsForAMoment() throws Exception {
        registry.fail(2, 503);
        GenericRecord event = new GenericRecordBuilder(Schemas.current("Interaction.avsc"))
                .set("user", "u")
                .set("item", "i")
                .build();

        assertThat(avro.of(framed(1, event))).containsExactly(Interaction.add("u", "i"));
        assertThat(registry.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 401, 500})
    void shouldBlameNoEventWhenTheRegistryDoesNotAnswerAsOne(int status) {
        registry.fail(3, status);

        assertThatExceptionOfType(FormatUnavailableException.class)
                .isThrownBy(() -> avro.of(new byte[] {0, 0, 0, 0, 1}))
                .withMessageContaining(registry.url())
                .withMessageContaining("answers " + status);
    }

    @Test
    void shouldLogInWithoutShowingTheLogin() {
        registry.fail(1, 403);
        avro = new Decoding("avro", "schema.registry.url", registry.url(), "schema.registry.user.info", "me:hunter2");

        assertThatExceptionOfType(FormatUnavailableException.class)
                .isThrownBy(() -> avro.of(new byte[] {0, 0, 0, 0, 1}))
                .withMessageNotContaining("hunter2");
        assertThat(registry.logins()).containsExactly("Basic bWU6aHVudGVyMg==");
    }

    @Test
    void shouldNameTheKeyWhenThereIsNoAddress() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new Decoding("avro"))
                .withMessageContaining("schema.registry.url");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new Decoding("avro", "schema.registry.url", "http://me:hunter2@host"))
                .withMessageContaining("schema.registry.user.info")
                .withMessageNotContaining("hunter2");
    }

    private static byte[] framed(int id, GenericRecord event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, encoder);
        return out.toByteArray();
    }
}
