package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rowcast.topology.codebook.Mapping;
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
        assertThat(MappingJson.value(17, 240))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"v\":1,\"row\":17,\"secondary\":240}");
        assertThat(MappingJson.value(0, Mapping.NO_ROW))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"v\":1,\"row\":0}");
    }

    @ParameterizedTest
    @CsvSource({"USER,u1,0,5", "USER,u:1,16777215,-1", "ITEM,日本,3,-1", "ITEM,user:1,3,-1", "USER,' ',3,4"})
    void shouldGiveTheSameMappingWhenDecoded(Side side, String id, int row, int secondary) {
        assertThat(MappingJson.decode(MappingJson.key(side, id), MappingJson.value(row, secondary)))
                .isEqualTo(new Mapping(side, id, row, secondary));
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
        assertThatIllegalArgumentException().isThrownBy(() -> MappingJson.decode(null, MappingJson.value(1, 2)));
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
            byte[] value = MappingJson.value(random.nextInt(1 << 24), random.nextInt(1 << 24));
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

    private static Mapping decode(String key, String value) {
        return MappingJson.decode(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }
}
