// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.topology.graph.Interaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlantedStreamTest {
    private static final DemoOptions OPTIONS = new DemoOptions(1000, 20, 2000, 1000, 0.7, 0.25, 50_000, 1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveSameEventsWhenSeedIsSame(long seed) {
        PlantedStream stream = new PlantedStream(OPTIONS.withSeed(seed));
        PlantedStream same = new PlantedStream(OPTIONS.withSeed(seed).withEventsPerSecond(5));
        PlantedStream other = new PlantedStream(OPTIONS.withSeed(seed + 1));
        int different = 0;
        int equal = 0;
        for (int i = 0; i < 100_000; i++) {
            long edge = stream.nextEdge();
            different += same.nextEdge() == edge ? 0 : 1;
            equal += other.nextEdge() == edge ? 1 : 0;
        }
        assertThat(different).as("seed %d", seed).isZero();
        assertThat(equal).isLessThan(10_000);
    }

    @Test
    void shouldGoOnWhereAnotherStoppedWhenSkipped() {
        PlantedStream stream = new PlantedStream(OPTIONS);
        stream.skip(12_345);
        PlantedStream later = new PlantedStream(OPTIONS);
        for (int i = 0; i < 12_345; i++) {
            assertThat(later.next()).isNotNull();
        }

        assertThat(stream.events()).isEqualTo(12_345);
        assertThat(stream.next()).isEqualTo(later.next());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.7, 1})
    void shouldKeepShareInsideWhenPlanted(double share) {
        PlantedStream stream = new PlantedStream(new DemoOptions(1000, 20, 2000, 1000, share, 0.25, 50_000, 1));
        int inside = 0;
        int arrived = 0;
        for (int i = 0; i < 200_000; i++) {
            Interaction event = stream.next();
            int user = PlantedStream.numberOf(event.user());
            int item = PlantedStream.numberOf(event.item());
            arrived += user < stream.users() && item < stream.items() ? 1 : 0;
            inside += stream.userCluster(user) == stream.itemCluster(item) ? 1 : 0;
        }

        assertThat(arrived).isEqualTo(200_000);
        assertThat(inside / 200_000.0).isCloseTo(share, within(0.01));
    }

    @Test
    void shouldLetUsersAndItemsArriveWhenTimeGoesOn() {
        PlantedStream stream = new PlantedStream(OPTIONS);
        assertThat(stream.users()).isEqualTo(500);
        assertThat(stream.items()).isEqualTo(250);
        for (int i = 1; i <= 60_000; i++) {
            int users = stream.users();
            int items = stream.items();
            long edge = stream.nextEdge();
            if (stream.users() > users) {
                assertThat(PlantedStream.userOf(edge)).isEqualTo(users);
            }
            if (stream.items() > items) {
                assertThat(PlantedStream.itemOf(edge)).isEqualTo(items);
            }
            if (i == 25_000) {
                assertThat(stream.users()).isCloseTo(1250, within(2));
                assertThat(stream.items()).isCloseTo(625, within(2));
            }
        }

        assertThat(stream.users()).isEqualTo(2000);
        assertThat(stream.items()).isEqualTo(1000);
    }

    @Test
    void shouldPreferFewWhenActivityAndPopularityFallOff() {
        PlantedStream stream = new PlantedStream(new DemoOptions(1000, 10, 1000, 1000, 0.8, 1, 0, 1));
        int[] users = new int[1000];
        int[] items = new int[1000];
        for (int i = 0; i < 1_000_000; i++) {
            long edge = stream.nextEdge();
            users[PlantedStream.userOf(edge)]++;
            items[PlantedStream.itemOf(edge)]++;
        }

        assertThat(users).doesNotContain(0);
        assertThat(items).doesNotContain(0);
        // The integral of rank^-1/2 from 100 to 101 is a tenth of that from 1 to 2, nearly.
        assertThat(users[100] / (double) users[0]).isCloseTo(0.05 / 0.414, within(0.03));
        assertThat(items[0]).isGreaterThan(15 * items[990]);
    }

    @Test
    void shouldWorkWhenThereIsOneClusterAndOneOfEach() {
        PlantedStream stream = new PlantedStream(new DemoOptions(1, 1, 1, 1, 0.5, 0, 10, 1));

        assertThat(stream.next()).isEqualTo(Interaction.add("u0", "i0"));
    }

    @Test
    void shouldRefuseOptionsWhenTheyMakeNoSense() {
        assertThatThrownBy(() -> new DemoOptions(1000, 20, 10, 1000, 0.7, 0.25, 50_000, 1))
                .hasMessage("users must be at least as many as clusters, not 10");
        assertThatThrownBy(() -> new DemoOptions(0, 20, 20, 20, 0.7, 0.25, 50_000, 1))
                .hasMessage("events per second must be above 0, not 0.0");
        assertThatThrownBy(() -> new DemoOptions(1, 20, 20, 20, 1.7, 0.25, 50_000, 1))
                .hasMessage("inside share must be from 0 to 1, not 1.7");
    }
}
