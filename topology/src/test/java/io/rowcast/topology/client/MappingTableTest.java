package io.rowcast.topology.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MappingTableTest {

    @Test
    void shouldKeepSidesApartWhenIdsAreEqual() {
        MappingTable table = new MappingTable();
        table.put(new Mapping(Side.USER, "x", 0, Integer.MAX_VALUE));
        table.put(new Mapping(Side.ITEM, "x", Integer.MAX_VALUE, Mapping.NO_ROW));

        assertThat(table.get(Side.USER, "x")).isEqualTo(new Mapping(Side.USER, "x", 0, Integer.MAX_VALUE));
        assertThat(table.get(Side.ITEM, "x")).isEqualTo(new Mapping(Side.ITEM, "x", Integer.MAX_VALUE, Mapping.NO_ROW));
        assertThat(table.get(Side.ITEM, "y")).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldHoldLatestMappingsWhenVerticesComeAndGo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int ids = 1 << (4 + 4 * (int) seed);
        double goneShare = random.nextDouble();
        MappingTable table = new MappingTable();
        Map<String, Mapping> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            Side side = random.nextBoolean() ? Side.USER : Side.ITEM;
            String id = "id" + random.nextInt(ids);
            boolean gone = random.nextDouble() < goneShare;
            Mapping mapping = new Mapping(
                    side,
                    id,
                    gone ? Mapping.NO_ROW : random.nextInt(1 << 24),
                    random.nextInt(1 << 24),
                    gone || random.nextBoolean() ? Mapping.NO_ROW : random.nextInt(1 << 24),
                    random.nextInt(1 << 24));
            table.put(mapping);
            if (gone) {
                expected.remove(side + id);
            } else {
                expected.put(side + id, mapping);
            }
        }

        Map<String, Mapping> held = new HashMap<>();
        table.forEach(mapping -> held.put(mapping.side() + mapping.id(), mapping));
        assertThat(held).as("seed %d", seed).isEqualTo(expected);
        assertThat(table.size(Side.USER) + table.size(Side.ITEM)).isEqualTo(expected.size());
    }
}
