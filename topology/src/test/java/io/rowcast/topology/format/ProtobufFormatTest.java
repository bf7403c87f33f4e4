// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against messages that Google's library writes. */
final class ProtobufFormatTest {
    private static final byte[] FRAME = {0, 0, 0, 1, 44, 0};

    private final Decoding protobuf = new Decoding("protobuf");
    private Descriptor message;

    @BeforeEach
    void readSchema() throws Exception {
        message = Schemas.message(Schemas.text("/schemas/Interaction.proto"));
        assertThat(message.getFields()).hasSize(5);
    }

    @Test
    void shouldReadEveryField() throws Exception {
        assertThat(protobuf.of(framed(FRAME, event("u", "i").build()))).containsExactly(Interaction.add("u", "i"));
        DynamicMessage.Builder event = event("ü", "i");
        event.setField(field("weight"), 2.5).setField(field("timestamp"), 1_767_225_600_000L);
        event.setField(field("op"), field("op").getEnumType().findValueByNumber(1));
        assertThat(protobuf.of(framed(FRAME, event.build())))
                .containsExactly(new Interaction(Op.REMOVE, "ü", "i", 2.5, 1_767_225_600_000L));
        DynamicMessage.Builder forget = DynamicMessage.newBuilder(message).setField(field("item"), "i");
        forget.setField(field("op"), field("op").getEnumType().findValueByNumber(2));
        assertThat(protobuf.of(framed(FRAME, forget.build()))).containsExactly(Interaction.forgetItem("i"));
    }

    @Test
    void shouldPassOverFieldsOfLaterSchemas() throws Exception {
        UnknownFieldSet.Builder later = UnknownFieldSet.newBuilder();
        later.mergeField(
                9,
                UnknownFieldSet.Field.newBuilder()
                        .addVarint(-1)
                        .addFixed32(1)
                        .addFixed64(2)
                        .build());
        later.mergeField(
                5000,
                UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.copyFromUtf8("later"))
                        .build());

        assertThat(protobuf.of(framed(
                        FRAME, event("u", "i").setUnknownFields(later.build()).build())))
                .containsExactly(Interaction.add("u", "i"));
    }

    @Test
    void shouldTakeTheFirstMessageOfASchemaAlone() throws Exception {
        byte[] spelledOut = {0, 0, 0, 1, 44, 2, 0};
        byte[] second = {0, 0, 0, 1, 44, 2, 2};
        byte[] nested = {0, 0, 0, 1, 44, 4, 0, 0};

        assertThat(protobuf.of(framed(spelledOut, event("u", "i").build()))).hasSize(1);
        for (byte[] frame : new byte[][] {second, nested, {0, 0, 0, 1, 44}}) {
            assertThat(protobuf.reason(null, Arrays.copyOf(frame, frame.length), Map.of()))
                    .isEqualTo("value: is not the first message of its schema");
        }
        assertThat(protobuf.reason("{}")).isEqualTo("value: does not begin with a schema id");
        assertThat(protobuf.reason(null, null, Map.of())).isEqualTo("value: is null");
    }

    @Test
    void shouldRefuseAMessageWhoseFieldsAreOfOtherTypes() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        coded.writeInt32(1, 7);
        coded.flush();

        assertThat(protobuf.reason(null, framed(FRAME, out.toByteArray()), Map.of()))
                .isEqualTo("value: is not a Protobuf message: field 1 has another type");
        assertThat(protobuf.reason(null, framed(FRAME, new byte[] {10, 1, -1}), Map.of()))
                .endsWith("field 1 is not UTF-8");
        assertThat(protobuf.reason(null, framed(FRAME, new byte[] {10, -1, -1, -1, -1, 15, 1}), Map.of()))
                .endsWith("field 1 is longer than the message");
        assertThat(protobuf.reason(null, framed(FRAME, new byte[] {40, 9}), Map.of()))
                .startsWith("op: must be");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFailAsDecodingOnlyWhenBytesAreDamaged(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] event = framed(
                FRAME,
                event("somebody", "something").setField(field("weight"), 3d).build());
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(event, random.nextInt(6, event.length + 3));
            damaged[random.nextInt(damaged.length - 6 + 1) + 5] = (byte) random.nextInt();
            assertThat(protobuf.reason(null, damaged, Map.of()))
                    .as("seed %d, %d", seed, i)
                    .isNotEmpty();
        }
    }

    private DynamicMessage.Builder event(String user, String item) {
        return DynamicMessage.newBuilder(message).setField(field("user"), user).setField(field("item"), item);
    }

    private FieldDescriptor field(String name) {
        return message.findFieldByName(name);
    }

    private static byte[] framed(byte[] frame, DynamicMessage event) {
        return framed(frame, event.toByteArray());
    }

    private static byte[] framed(byte[] frame, byte[] event) {
        byte[] value = Arrays.copyOf(frame, frame.length + event.length);
        System.arraycopy(event, 0, value, frame.length, event.length);
        return value;
    }
}
