// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CodebookTableTest {

    @Test
    void shouldKeepSidesApartWhenIdsAreEqual() {
        CodebookTable table = new CodebookTable();
        table.put(new Mapping(Side.USER, "x", 0, Integer.MAX_VALUE));
        table.put(new Mapping(Side.ITEM, "x", Integer.MAX_VALUE, Mapping.NO_ROW));

        assertThat(table.get(Side.USER, "x")).isEqualTo(new Mapping(Side.USER, "x", 0, Integer.MAX_VALUE));
        assertThat(table.get(Side.ITEM, "x")).isEqualTo(new Mapping(Side.ITEM, "x", Integer.MAX_VALUE, Mapping.NO_ROW));
        assertThat(table.get(Side.ITEM, "y")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0,true",
        "7,true",
        "-1,true",
        "9223372036854775807,true",
        "-9223372036854775808,true",
        "-0,false",
        "9223372036854775808,false",
        "-9223372036854775809,false",
        "99999999999999999999,false",
        "007,false",
        "+7,false",
        "-,false",
        "'',false",
        "' 7',false",
        "1e3,false",
        "\u0661,false",
        "-01,false"
    })
    void shouldTakeAnIdForANumberWhenItIsItsOnlyText(String id, boolean number) {
        assertThat(DecimalId.is(id)).isEqualTo(number);
    }

    @Test
    void shouldTellIdsApartWhenTheyAreAlmostTheSameNumber() {
        CodebookTable table = new CodebookTable();
        List<String> ids = List.of("7", "07", "+7", "7.0", "-7", Long.toString(Long.MIN_VALUE), "9223372036854775808");
        for (int i = 0; i < ids.size(); i++) {
            table.put(new Mapping(Side.USER, ids.get(i), i, Mapping.NO_ROW));
        }
        SideTable users = table.vertices(Side.USER);

        assertThat(users.size()).isEqualTo(ids.size());
        assertThat(users.isNumeric()).isFalse();
        assertThat(users.anyText())
                .hasValueSatisfying(id -> assertThat(DecimalId.is(id)).isFalse());
        for (int i = 0; i < ids.size(); i++) {
            assertThat(users.row(users.find(ids.get(i)))).as(ids.get(i)).isEqualTo(i);
        }
        assertThat(users.row(users.find(7))).isZero();
        assertThat(users.find(8)).isEqualTo(SideTable.NONE);
        ids.stream().filter(id -> !DecimalId.is(id)).forEach(id -> table.put(Mapping.none(Side.USER, id)));
        assertThat(users.isNumeric()).isTrue();
        assertThat(Arrays.stream(users.sorted()).mapToObj(users::id))
                .containsExactly("-9223372036854775808", "-7", "7");
        assertThat(Arrays.stream(users.sortedAsText()).mapToObj(users::id))
                .containsExactly("-7", "-9223372036854775808", "7");
    }

    @Test
    void shouldCountAsUnknownWhenGenerationsDiffer() {
        CodebookTable table = new CodebookTable();
        table.put(new Mapping(Side.USER, "1", 5, 2, 9, 1));
        SideTable users = table.vertices(Side.USER);
        assertThat(table.isCurrent(Side.USER, users.find(1))).isFalse();
        table.put(new RowState(Side.USER, 5, 2, true));
        assertThat(table.isCurrent(Side.USER, users.find(1))).isFalse();
        table.put(new RowState(Side.USER, 9, 1, true));
        assertThat(table.isCurrent(Side.USER, users.find(1))).isTrue();
        int[] rows = new int[4];
        table.rows(Side.USER, users.find(1), Fallback.none(), 0, rows, 0);
        table.put(new RowState(Side.USER, 5, 3, false));
        assertThat(table.isCurrent(Side.USER, users.find(1))).isFalse();
        table.rows(Side.USER, users.find(1), Fallback.hashed(100, 10), -1, rows, 2);

        // 2^64 - 1 modulo 10 is 5.
        assertThat(rows).containsExactly(5, 9, 105, -1);
        assertThat(table.rows(Side.USER).length()).isEqualTo(10);
        assertThat(table.rows(Side.USER).get(7)).isNull();
        assertThat(table.rows(Side.ITEM).generation(9)).isZero();
        assertThat(table.rows(Side.USER).generations())
                .startsWith(0, 0, 0, 0, 0, 3)
                .endsWith(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldHoldLatestMappingsWhenVerticesComeAndGo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int ids = 1 << (4 + 4 * (int) seed);
        double goneShare = random.nextDouble();
        double textShare = random.nextDouble() / 2;
        CodebookTable table = new CodebookTable();
        Map<String, Mapping> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            Side side = random.nextBoolean() ? Side.USER : Side.ITEM;
            int number = random.nextInt(ids) - ids / 2;
            String id = number < ids * (textShare - 0.5) ? "id" + number : Integer.toString(number);
            boolean gone = random.nextDouble() < goneShare;
            Mapping mapping = gone
                    ? Mapping.none(side, id)
                    : new Mapping(
                            side,
                            id,
                            random.nextInt(1 << 24),
                            random.nextInt(1 << 24),
                            random.nextBoolean() ? Mapping.NO_ROW : random.nextInt(1 << 24),
                            random.nextInt(1 << 24));
            table.put(mapping);
            if (gone) {
                expected.remove(side + id);
            } else {
                expected.put(side + id, mapping);
            }
        }

        Map<String, Mapping> held = new HashMap<>();
        for (Side side : Side.values()) {
            SideTable vertices = table.vertices(side);
            List<Mapping> sorted =
                    Arrays.stream(vertices.sorted()).mapToObj(vertices::mapping).toList();
            sorted.forEach(mapping -> held.put(side + mapping.id(), mapping));
            Comparator<Mapping> order = vertices.isNumeric()
                    ? Comparator.comparingLong(mapping -> Long.parseLong(mapping.id()))
                    : Comparator.comparing(
                            mapping -> mapping.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
            assertThat(sorted).as("seed %d", seed).isSortedAccordingTo(order).hasSize(vertices.size());
        }
        assertThat(held).as("seed %d", seed).isEqualTo(expected);
        assertThat(expected.keySet().stream().collect(Collectors.partitioningBy(key -> DecimalId.is(key.substring(4)))))
                .as("ids of both kinds, seed %d", seed)
                .allSatisfy((number, keys) -> assertThat(keys).isNotEmpty());
    }
}
