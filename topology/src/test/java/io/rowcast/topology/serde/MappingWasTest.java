// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MappingWasTest {
    private static final Mapping NOW = new Mapping(Side.USER, "u", 3, 4);

    @Test
    void shouldBeReadableWhenShownInAConsole() {
        assertThat(MappingWas.encode(new Mapping(Side.USER, "u", 17, 2, 240, 1)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("17.2,240.1");
        assertThat(MappingWas.encode(new Mapping(Side.ITEM, "i", 17, Mapping.NO_ROW)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("17.0");
        assertThat(MappingWas.encode(new RowState(Side.USER, 17, 1, true)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("1+");
        assertThat(MappingWas.encode(new RowState(Side.USER, 17, 2, false)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("2-");
    }

    @Test
    void shouldGiveWhatWasThereWhenDecoded() {
        Mapping two = new Mapping(Side.USER, "u", 17, 2, 240, 1);
        Mapping one = new Mapping(Side.USER, "u", 17, Integer.MAX_VALUE, Mapping.NO_ROW, 0);
        RowState row = new RowState(Side.ITEM, 7, 5, true);

        assertThat(MappingWas.decode(NOW, MappingWas.encode(two))).isEqualTo(two);
        assertThat(MappingWas.decode(NOW, MappingWas.encode(one))).isEqualTo(one);
        assertThat(MappingWas.decode(Side.ITEM, 7, MappingWas.encode(row))).isEqualTo(row);
    }

    @Test
    void shouldGiveNothingWhenThereIsNoHeader() {
        assertThat(MappingWas.decode(NOW, null)).isEqualTo(Mapping.none(Side.USER, "u"));
        assertThat(MappingWas.decode(Side.USER, 3, null)).isEqualTo(new RowState(Side.USER, 3, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "17.", "17.2,", "17.2,3", "-1.2", "17.2 ", "99999999999.1", "3000000000.1", "1+"})
    void shouldRefuseAHeaderWhenItIsNotOfAMapping(String header) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MappingWas.decode(NOW, header.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("not a header rowcast.was: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "+", "-1+", "1.2", "1+-", "3000000000-"})
    void shouldRefuseAHeaderWhenItIsNotOfARow(String header) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MappingWas.decode(Side.USER, 3, header.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("not a header rowcast.was: ");
    }
}
