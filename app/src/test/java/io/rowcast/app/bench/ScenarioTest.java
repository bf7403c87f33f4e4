// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ScenarioTest {
    private static final Workload WORKLOAD = Workload.generated(1, 200, 2_000_000, 300_000);
    private static final Map<String, String> SETTINGS = Map.of("rows", "6000", "partitions", "3", "rho", "0.02");

    static Iterable<Scenario> scenarios() {
        return Scenario.ALL;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldDifferInItsOneThingOnly(Scenario scenario) {
        Workload workload = scenario.workload(WORKLOAD);
        Map<String, String> settings = new HashMap<>(scenario.settings(SETTINGS));

        switch (scenario.change()) {
            case NONE -> {
                assertThat(workload).isEqualTo(WORKLOAD);
                assertThat(settings).isEqualTo(SETTINGS);
            }
            case EDGES -> {
                assertThat(workload.growEvents()).isEqualTo((long) scenario.value());
                assertThat(workload.withEvents(2_000_000, 300_000)).isEqualTo(WORKLOAD);
                assertThat(workload.steadyEvents()).isLessThanOrEqualTo(300_000);
                assertThat(settings).isEqualTo(SETTINGS);
            }
            case PARTITIONS -> {
                assertThat(workload).isEqualTo(WORKLOAD);
                assertThat(settings.remove("kafka.num.stream.threads"))
                        .isEqualTo(settings.get("partitions"))
                        .isEqualTo(Integer.toString((int) scenario.value()));
                settings.put("partitions", "3");
                assertThat(settings).isEqualTo(SETTINGS);
            }
            case ROWS -> {
                assertThat(workload).isEqualTo(WORKLOAD);
                assertThat(settings.put("rows", "6000")).isEqualTo(Integer.toString((int) scenario.value()));
                assertThat(settings).isEqualTo(SETTINGS);
            }
            case HOT_ITEM -> {
                assertThat(workload.hotItemShare()).isEqualTo(scenario.value());
                assertThat(workload.withHotItem(0)).isEqualTo(WORKLOAD);
                assertThat(settings).isEqualTo(SETTINGS);
            }
        }
        assertThat(Scenario.named(scenario.name())).contains(scenario);
    }
}
