// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MappingJsonTest {

    @Test
    void shouldBeReadableWhenShownInAConsole() {
        assertThat(MappingJson.key(Side.USER, "käse"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("user:käse");
        assertThat(MappingJson.key(Side.ITEM, "i:7"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("item:i:7");
        assertThat(MappingJson.rowKey(Side.ITEM, 17))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("row:item:17");
        assertThat(value(17, 0, 240, 0)).isEqualTo("{\"v\":1,\"row\":17,\"secondary\":240}");
        assertThat(value(0, 0, Mapping.NO_ROW, 0)).isEqualTo("{\"v\":1,\"row\":0}");
        assertThat(value(17, 2, 240, 1))
                .isEqualTo("{\"v\":1,\"row\":17,\"generation\":2,\"secondary\":240,\"secondary_generation\":1}");
        assertThat(value(17, 2, Mapping.NO_ROW, 0)).isEqualTo("{\"v\":1,\"row\":17,\"generation\":2}");
        assertThat(MappingJson.value(new RowState(Side.USER, 17, 2, true)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"v\":1,\"generation\":2,\"members\":true}");
        assertThat(MappingJson.value(new RowState(Side.USER, 17, 0, false)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"v\":1,\"members\":false}");
    }

    private static String value(int row, int generation, int secondaryRow, int secondaryGeneration) {
        Mapping mapping = new Mapping(Side.USER, "u", row, generation, secondaryRow, secondaryGeneration);
        return new String(MappingJson.value(mapping), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "USER,u1,0,0,5,7",
        "USER,u:1,16777215,2147483647,-1,0",
        "ITEM,日本,3,1,-1,0",
        "ITEM,user:1,3,0,-1,0",
        "USER,' ',3,9,4,0"
    })
    void shouldGiveTheSameMappingWhenDecoded(
            Side side, String id, int row, int generation, int secondary, int secondaryGeneration) {
        Mapping mapping = new Mapping(side, id, row, generation, secondary, secondaryGeneration);

        assertThat(MappingJson.decode(MappingJson.key(side, id), MappingJson.value(mapping)))
                .isEqualTo(mapping);
    }

    @ParameterizedTest
    @CsvSource({"USER,0,0,true", "USER,16777215,2147483647,false", "ITEM,7,3,true", "ITEM,0,1,false"})
    void shouldGiveTheSameRowWhenDecoded(Side side, int row, int generation, boolean members) {
        RowState state = new RowState(side, row, generation, members);

        assertThat(MappingJson.decodeRow(MappingJson.rowKey(side, row), MappingJson.value(state)))
                .isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "user:u,MAPPING",
        "item:,MAPPING",
        "row:user:3,ROW",
        "row:any:3,ROW",
        "version:3,UNKNOWN",
        "user,UNKNOWN"
    })
    void shouldTellWhatARecordIsByItsPrefix(String key, MappingJson.Kind kind) {
        assertThat(MappingJson.kind(key.getBytes(StandardCharsets.UTF_8))).isEqualTo(kind);
        assertThat(MappingJson.kind(null)).isEqualTo(MappingJson.Kind.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "row:",
                "row:user:",
                "row:user:x",
                "row:user:-1",
                "row:user:03",
                "row:user:9999999999",
                "row:any:3"
            })
    void shouldRefuseARowKeyWhenItNamesNoRow(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decodeRow(key, "{\"v\":1,\"members\":true}"))
                .withMessage("not a row key: " + key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":1}",
                "{\"v\":2,\"members\":true}",
                "{\"v\":1,\"members\":1}",
                "{\"v\":1,\"members\":true,\"generation\":-1}",
                "x"
            })
    void shouldRefuseARowValueWhenItIsNone(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> decodeRow("row:user:3", value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MappingJson.decodeRow(MappingJson.rowKey(Side.USER, 3), null));
    }

    @Test
    void shouldHaveNoRowWhenTheValueIsATombstone() {
        assertThat(MappingJson.decode(MappingJson.key(Side.ITEM, "i7"), null))
                .isEqualTo(new Mapping(Side.ITEM, "i7", Mapping.NO_ROW, Mapping.NO_ROW));
    }

    @Test
    void shouldIgnoreFieldsItDoesNotKnowWhenThereAreAny() {
        assertThat(decode("user:u", "{\"since\":[1,{\"row\":9}],\"row\":3,\"v\":1,\"note\":null}"))
                .isEqualTo(new Mapping(Side.USER, "u", 3, Mapping.NO_ROW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u1", "users:1", "User:1", "row:1"})
    void shouldRefuseAKeyWhenItNamesNoSide(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(key, "{\"v\":1,\"row\":3}"))
                .withMessage("not a mapping key: " + key);
    }

    @Test
    void shouldRefuseARecordWhenItHasNoKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> MappingJson.decode(null, new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "3",
                "{",
                "{}",
                "{\"v\":1}",
                "{\"v\":1,\"row\":-1}",
                "{\"v\":1,\"row\":\"3\"}",
                "{\"v\":1,\"row\":3000000000}",
                "{\"v\":1,\"row\":3",
                "{\"v\":1,\"row\":null}",
                "{\"v\":1,\"row\":{}}",
                "{\"v\":1,\"row\":3,\"generation\":-1}",
                "{\"v\":1,\"row\":3,\"secondary\":4,\"secondary_generation\":-1}",
                "{\"row\":3}",
                "{\"v\":2,\"row\":3}"
            })
    void shouldRefuseAValueWhenItIsNoMapping(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> decode("user:u", value));
    }

    @Test
    void shouldNameTheVersionWhenItIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode("user:u", "{\"v\":2,\"row\":3}"))
                .withMessage("mapping version 2 is not 1: user:u");
    }

    @Test
    void shouldOnlyEverRefuseARecordWhenBytesAreDamaged() {
        long seed = 5;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] value = MappingJson.value(new Mapping(
                    Side.USER,
                    "u",
                    random.nextInt(1 << 24),
                    random.nextInt(3),
                    random.nextInt(1 << 24),
                    random.nextInt(3)));
            value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            try {
                Mapping mapping = MappingJson.decode(MappingJson.key(Side.USER, "u"), value);
                assertThat(mapping.row()).as("seed %d round %d", seed, round).isNotNegative();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("mapping");
            }
        }
    }

    private static RowState decodeRow(String key, String value) {
        return MappingJson.decodeRow(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    private static Mapping decode(String key, String value) {
        return MappingJson.decode(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }
}
