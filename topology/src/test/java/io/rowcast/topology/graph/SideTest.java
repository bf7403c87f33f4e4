// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SideTest {

    @Test
    void shouldKeepItsCodeAndWord() {
        assertThat(Side.USER.code()).isEqualTo((byte) 0);
        assertThat(Side.ITEM.code()).isEqualTo((byte) 1);
        for (Side side : Side.values()) {
            assertThat(Side.ofCode(side.code())).isEqualTo(side);
            assertThat(side.other().other()).isEqualTo(side).isNotEqualTo(side.other());
        }
        assertThat(Side.USER.word()).isEqualTo("user");
        assertThat(Side.ITEM.word()).isEqualTo("item");
    }

    @Test
    void shouldRefuseUnknownCode() {
        assertThatThrownBy(() -> Side.ofCode((byte) 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Side.ofCode((byte) -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
