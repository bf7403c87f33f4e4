// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BenchJsonTest {

    @Test
    void shouldBeTheSameWhenASpecIsReadBack() {
        TrialSpec spec = new TrialSpec(
                "t-1",
                TrialSpec.Kind.ROWCAST,
                "127.0.0.1:9092",
                17,
                "/tmp/t-1",
                Map.of("rows", "12", "kafka.linger.ms", "3"),
                new Workload(null, 3, 10, 100, 20, 0.05),
                60,
                true);

        String line = BenchJson.line(spec);

        assertThat(line).doesNotContain("\n").contains("\"bootstrap_servers\"");
        assertThat(BenchJson.read(line, TrialSpec.class)).isEqualTo(spec);
    }

    @Test
    void shouldBeTheSameWhenAResultIsReadBack() {
        Reading used = new Reading(
                5,
                4,
                -1,
                -1,
                Map.of("codebook-mappings", new Written(7, 70)),
                Map.of("user-vertices", new StoreBytes(1, 2, 3)));
        Graph graph = new Graph(10, 1, 0, 9, 5, 4, 12, 3, 3, 0.5, 0.4, 6, 11);
        TrialResult result = new TrialResult(
                "t-1",
                TrialSpec.Kind.ROWCAST,
                2,
                List.of(new Phase(Phase.GROW, 10, 0.5, used, Map.of("user-vertices", 9L), graph)),
                new Settling(true, 2.5, 6, used, graph),
                -1);

        assertThat(BenchJson.read(BenchJson.line(result), TrialResult.class)).isEqualTo(result);
    }

    @Test
    void shouldRefuseWhenTextIsSomethingElse() {
        assertThatThrownBy(() -> BenchJson.read("hello", TrialSpec.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a TrialSpec: ");
    }
}
