// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.topology.graph.Interaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkloadTest {

    @TempDir
    private Path directory;

    @Test
    void shouldGiveTheSameEventsWhenOpenedAgain() {
        Workload workload = Workload.generated(7, 0, 5_000, 1_000).withHotItem(0.05);

        assertThat(all(workload)).isEqualTo(all(workload)).hasSize(6_000);
    }

    @Test
    void shouldGiveTheShareInDistinctEdgesWhenThereIsAHotItem() {
        List<Interaction> hot = all(Workload.generated(7, 0, 80_000, 20_000).withHotItem(0.05)).stream()
                .filter(event -> event.item().equals(PlantedEvents.HOT_ITEM))
                .toList();

        assertThat(hot.size() / 100_000.0).isCloseTo(0.05, within(0.003));
        assertThat(hot.stream().map(Interaction::user).distinct().count()).isGreaterThan(hot.size() * 95L / 100);
    }

    @Test
    void shouldKnowMostVerticesWhenSteady() {
        List<Interaction> events = all(Workload.generated(3, 0, 80_000, 20_000));
        Set<String> known = new HashSet<>();
        Set<Interaction> edges = new HashSet<>(events.subList(0, 80_000));
        events.subList(0, 80_000).forEach(event -> {
            known.add(event.user());
            known.add(event.item());
        });
        List<Interaction> steady = events.subList(80_000, 100_000);

        long knownEnds = steady.stream()
                .filter(event -> known.contains(event.user()) && known.contains(event.item()))
                .count();
        long repeated = steady.stream().filter(edges::contains).count();

        assertThat(knownEnds).isBetween(19_000L, 19_999L);
        assertThat(repeated).isBetween(1_000L, 10_000L);
    }

    @Test
    void shouldGrowWithFourInFiveWhenEventsComeFromAFile() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            lines.append("{\"user\":").append(i).append(",\"item\":1}\nnot an event\n");
        }
        lines.append("{\"op\":\"forget\",\"user\":3}\n");
        Path file = Files.writeString(directory.resolve("events.jsonl"), lines);

        Workload workload = Workload.ofFile(file, 100);

        assertThat(workload.growEvents()).isEqualTo(8);
        assertThat(workload.steadyEvents()).isEqualTo(2);
        assertThat(workload.warmupEvents()).isEqualTo(8);
        assertThat(all(workload)).hasSize(10);
    }

    @Test
    void shouldRefuseWhenAFileHoldsNoEvents() throws IOException {
        Path file = Files.writeString(directory.resolve("events.csv"), "");

        assertThatThrownBy(() -> Workload.ofFile(file, 0)).hasMessageContaining("holds 0 events");
    }

    private static List<Interaction> all(Workload workload) {
        List<Interaction> events = new ArrayList<>();
        try (EventStream stream = workload.open()) {
            for (long i = 0; i < workload.growEvents() + workload.steadyEvents(); i++) {
                events.add(stream.next());
            }
        }
        return events;
    }
}
