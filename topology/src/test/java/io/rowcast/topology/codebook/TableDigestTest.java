// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.codebook.RowChanges.Kind;
import io.rowcast.topology.graph.Side;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableDigestTest {
    private static final int NO_ROW = Mapping.NO_ROW;

    private final TableDigest digest = new TableDigest();

    private static Mapping user(int row, int generation, int secondary, int secondaryGeneration) {
        return new Mapping(Side.USER, "u", row, generation, secondary, secondaryGeneration);
    }

    private static Mapping gone() {
        return Mapping.none(Side.USER, "u");
    }

    private BitSet rows(Kind kind) {
        return digest.changes().rows(Side.USER, kind);
    }

    private static BitSet bits(int... rows) {
        BitSet bits = new BitSet();
        for (int row : rows) {
            bits.set(row);
        }
        return bits;
    }

    @Test
    void shouldBeEmptyAgainWhenEverythingIsGone() {
        digest.apply(gone(), user(1, 0, 2, 0));
        digest.apply(user(1, 0, 2, 0), user(2, 0, 1, 0));
        digest.apply(user(2, 0, 1, 0), gone());

        assertThat(digest.sum()).isEqualTo(TableSum.ZERO);
    }

    @Test
    void shouldNoteRowsWhoseMembersChanged() {
        digest.apply(user(1, 0, 2, 0), user(2, 0, 3, 0));

        assertThat(rows(Kind.CHANGED)).isEqualTo(bits(1, 3));
    }

    @Test
    void shouldNoteNoChangeWhenPrimaryAndSecondaryRowsAreExchanged() {
        digest.apply(user(1, 0, 2, 0), user(2, 0, 1, 0));

        assertThat(digest.changes().isEmpty()).isTrue();
    }

    @Test
    void shouldNoteAChangeWhenTheGenerationIsAnother() {
        digest.apply(user(1, 0, NO_ROW, 0), user(1, 1, NO_ROW, 0));

        assertThat(rows(Kind.CHANGED)).isEqualTo(bits(1));
    }

    @Test
    void shouldTellOfResetRowsAndOfNoneFreedWhenARowIsFilledAgain() {
        digest.apply(null, new RowState(Side.USER, 5, 0, true));
        digest.changes().clear();

        digest.apply(new RowState(Side.USER, 5, 0, true), new RowState(Side.USER, 5, 1, false));
        assertThat(rows(Kind.FREED)).isEqualTo(bits(5));
        assertThat(digest.sum().userRows()).isZero();
        digest.apply(new RowState(Side.USER, 5, 1, false), new RowState(Side.USER, 5, 1, true));

        assertThat(rows(Kind.FREED)).isEqualTo(bits());
        assertThat(rows(Kind.OPENED)).isEqualTo(bits());
        assertThat(rows(Kind.RESET)).isEqualTo(bits(5));
        assertThat(digest.sum().userRows()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatNoTableCanBe() {
        assertThatThrownBy(() -> digest.apply(gone(), gone())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> digest.apply(user(1, 0, NO_ROW, 0), gone()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-1 users");
        assertThatThrownBy(
                        () -> digest.apply(new RowState(Side.ITEM, 1, 3, false), new RowState(Side.ITEM, 1, 2, true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot go");
        assertThatThrownBy(
                        () -> digest.apply(new RowState(Side.ITEM, 1, 3, true), new RowState(Side.ITEM, 1, 4, false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-1 item rows");
    }

    /** Spells of time one after the other, each collected by itself, say what the states before and after them say. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAddUpSpells(long seed) {
        Random random = new Random(seed);
        Map<Integer, RowState> states = new HashMap<>();
        for (int version = 0; version < 20; version++) {
            Map<Integer, RowState> before = new HashMap<>(states);
            RowChanges all = new RowChanges();
            for (int spell = 0; spell < 3; spell++) {
                for (int i = 0; i < 40; i++) {
                    int row = random.nextInt(600);
                    RowState was = states.get(row);
                    boolean members = was == null || !was.members();
                    int generation = (was == null ? 0 : was.generation()) + (members ? 0 : 1);
                    RowState now = new RowState(Side.USER, row, generation, members);
                    digest.apply(was, now);
                    states.put(row, now);
                }
                all.add(digest.changes());
                digest.changes().clear();
            }

            BitSet reset = new BitSet();
            BitSet freed = new BitSet();
            states.forEach((row, now) -> {
                RowState was = before.getOrDefault(row, new RowState(Side.USER, row, 0, false));
                reset.set(row, now.generation() > was.generation());
                freed.set(row, was.members() && !now.members());
            });
            assertThat(all.rows(Side.USER, Kind.RESET)).isEqualTo(reset);
            assertThat(all.rows(Side.USER, Kind.FREED)).isEqualTo(freed);
            assertThat(digest.sum().userRows())
                    .isEqualTo(
                            states.values().stream().filter(RowState::members).count());
        }
    }

    @Test
    void shouldHandOutTouchedBlocksOnce() {
        digest.apply(user(1, 0, NO_ROW, 0), user(300, 0, NO_ROW, 0));
        Map<Integer, BitSet> blocks = new HashMap<>();

        digest.changes().takeTouched((side, kind, block, bits) -> blocks.put(block, bits));
        assertThat(blocks).isEqualTo(Map.of(0, bits(1), 1, bits(44)));
        blocks.clear();
        digest.apply(user(300, 0, NO_ROW, 0), user(301, 0, NO_ROW, 0));
        digest.changes().takeTouched((side, kind, block, bits) -> blocks.put(block, bits));

        assertThat(blocks).isEqualTo(Map.of(1, bits(44, 45)));
    }
}
