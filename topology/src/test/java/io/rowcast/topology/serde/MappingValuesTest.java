// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.format.Schemas;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.MappingEncoding.Form;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the reference implementations, and in bytes that test_rowcast.py has too. */
final class MappingValuesTest {
    private static final int ID = 300;
    private static final Mapping FULL = new Mapping(Side.USER, "u", 17, 2, 240, 1);
    private static final Mapping PLAIN = new Mapping(Side.ITEM, "i", 0, 0, -1, 0);
    private static final RowState ROW = new RowState(Side.ITEM, 3, 2, true);
    private static final RowState EMPTIED = new RowState(Side.USER, 3, 0, false);

    @ParameterizedTest
    @CsvSource({
        "AVRO, 000000012c02220402e0030200, 000000012c020000000000, 000000012c000400000201, 000000012c000000000200",
        "PROTOBUF, 000000012c000811100218f0012001, 000000012c000800, 000000012c0010022801, 000000012c002800"
    })
    void shouldBeTheseBytes(Form form, String full, String plain, String row, String emptied) {
        MappingEncoding encoding = new MappingEncoding(form, ID);
        HexFormat hex = HexFormat.of();

        assertThat(hex.formatHex(encoding.value(FULL))).isEqualTo(full);
        assertThat(hex.formatHex(encoding.value(PLAIN))).isEqualTo(plain);
        assertThat(hex.formatHex(encoding.value(ROW))).isEqualTo(row);
        assertThat(hex.formatHex(encoding.value(EMPTIED))).isEqualTo(emptied);
        assertThat(encoding.value(Mapping.none(Side.USER, "u"))).isNull();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void shouldBeReadAsTheyWereWritten(Form form) {
        MappingEncoding encoding = new MappingEncoding(form, ID);
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            boolean second = random.nextBoolean();
            Mapping mapping = new Mapping(
                    Side.USER,
                    "u" + i,
                    random.nextInt() >>> random.nextInt(1, 32),
                    random.nextInt() >>> random.nextInt(1, 32),
                    second ? random.nextInt() >>> 1 : -1,
                    second ? random.nextInt(5) : 0);
            RowState row = new RowState(Side.ITEM, i, random.nextInt(4), random.nextBoolean());
            byte[] key = MappingJson.key(Side.USER, mapping.id());
            byte[] rowKey = MappingJson.rowKey(Side.ITEM, i);

            assertThat(MappingValues.decode(key, encoding.value(mapping), encoding.header()))
                    .isEqualTo(mapping);
            assertThat(MappingValues.decodeRow(rowKey, encoding.value(row), encoding.header()))
                    .isEqualTo(row);
            assertThat(MappingValues.json(key, encoding.value(mapping), encoding.header()))
                    .isEqualTo(MappingJson.value(mapping));
            assertThat(MappingValues.json(rowKey, encoding.value(row), encoding.header()))
                    .isEqualTo(MappingJson.value(row));
        }
        assertThat(MappingValues.decode(MappingJson.key(Side.USER, "u"), null, encoding.header()))
                .isEqualTo(Mapping.none(Side.USER, "u"));
    }

    @Test
    void shouldBeWhatAvroReadsByOneSchema() throws Exception {
        MappingEncoding avro = new MappingEncoding(Form.AVRO, ID);
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(Schemas.current("CodebookEntry.avsc"));
        for (byte[] value : new byte[][] {avro.value(FULL), avro.value(PLAIN), avro.value(ROW), avro.value(EMPTIED)}) {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
            GenericRecord entry = reader.read(null, decoder);

            assertThat(decoder.isEnd()).isTrue();
            CodebookEntry ours = CodebookEntry.ofAvro(value);
            assertThat(entry.get("row")).isEqualTo(ours.row() == Mapping.NO_ROW ? null : ours.row());
            assertThat(entry.get("generation")).isEqualTo(ours.generation());
            assertThat(entry.get("secondary")).isEqualTo(ours.secondary() == Mapping.NO_ROW ? null : ours.secondary());
            assertThat(entry.get("secondary_generation")).isEqualTo(ours.secondaryGeneration());
            assertThat(entry.get("members")).isEqualTo(ours.members());
        }
    }

    @Test
    void shouldBeWhatProtobufReadsAndWrites() throws Exception {
        Descriptor message = Schemas.message(Schemas.text("/schemas/CodebookEntry.proto"));
        assertThat(message.getFields()).hasSize(5);
        MappingEncoding protobuf = new MappingEncoding(Form.PROTOBUF, ID);
        byte[] value = protobuf.value(FULL);
        DynamicMessage entry = DynamicMessage.parseFrom(message, Arrays.copyOfRange(value, 6, value.length));

        assertThat(entry.getUnknownFields().asMap()).isEmpty();
        assertThat(entry.getField(message.findFieldByName("row"))).isEqualTo(17);
        assertThat(entry.getField(message.findFieldByName("generation"))).isEqualTo(2);
        assertThat(entry.getField(message.findFieldByName("secondary"))).isEqualTo(240);
        assertThat(entry.getField(message.findFieldByName("secondary_generation")))
                .isEqualTo(1);
        assertThat(entry.hasField(message.findFieldByName("members"))).isFalse();
        for (byte[] each : new byte[][] {value, protobuf.value(PLAIN), protobuf.value(ROW), protobuf.value(EMPTIED)}) {
            byte[] bare = Arrays.copyOfRange(each, 6, each.length);
            assertThat(DynamicMessage.parseFrom(message, bare).toByteArray()).isEqualTo(bare);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "avro.2, 000000012c02220402e0030200, format avro.2",
        "json, 7b7d, format json",
        "avro.1, 7b7d, version 123",
        "avro.1, 000000012c02220402e00302, cut short",
        "avro.1, 000000012c02220402e003020000, bytes too many",
        "avro.1, 000000012c02010402e0030200, out of range",
        "avro.1, 000000012c01220402e0030200, branch",
        "avro.1, 000000012c000400000201, without a row",
        "protobuf.1, 7b7d, not framed",
        "protobuf.1, 000000012c0202, first message",
        "protobuf.1, 000000012c0008ffffffff7f, out of range",
        "protobuf.1, 000000012c000a00, another type",
        "protobuf.1, 000000012c0008, cut short"
    })
    void shouldRefuseWhatIsNoMapping(String form, String value, String reason) {
        byte[] header = form.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = HexFormat.of().parseHex(value);
        byte[] key = MappingJson.key(Side.USER, "u");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MappingValues.decode(key, bytes, header))
                .withMessageContaining(reason);
        assertThat(MappingValues.json(key, bytes, header)).isSameAs(bytes);
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"AVRO", "PROTOBUF"})
    void shouldThrowNothingElseWhenBytesAreDamaged(Form form) {
        MappingEncoding encoding = new MappingEncoding(form, ID);
        Random random = new Random(11);
        byte[] key = MappingJson.key(Side.USER, "u");
        for (int i = 0; i < 20_000; i++) {
            byte[] value = Arrays.copyOf(encoding.value(FULL), random.nextInt(1, 18));
            value[random.nextInt(value.length)] = (byte) random.nextInt();
            try {
                assertThat(MappingValues.decode(key, value, encoding.header()).row())
                        .isNotNegative();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("\n");
            }
        }
    }
}
