// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowcast.topology.ClusteringConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run of the benchmark does.
 *
 * @param parts the parts
 * @param rounds how often each contestant is measured, &gt;= 1
 * @param workload the events
 * @param settings settings of Rowcast by key, {@code kafka.*} included; {@code rows} and {@code partitions} among them
 * @param settleSeconds longest time to wait until the sweeps have settled, in seconds
 * @param rate events per second while freshness is measured, or {@code null} for half the rate measured in steady state
 * @param freshnessSeconds how long freshness is measured, in seconds, &gt;= 1
 * @param scenarios the scenarios to compare; empty for none
 * @param directory where the directory of the run is made
 * @param keep whether that directory is left behind
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchPlan(
        Set<Part> parts,
        int rounds,
        Workload workload,
        Map<String, String> settings,
        long settleSeconds,
        Double rate,
        int freshnessSeconds,
        List<Scenario> scenarios,
        @JsonIgnore Path directory,
        @JsonIgnore boolean keep) {

    public BenchPlan {
        parts = Set.copyOf(parts);
        settings = Map.copyOf(settings);
        scenarios = List.copyOf(scenarios);
        require(rounds >= 1, "rounds must be 1 or more");
        require(settleSeconds >= 1, "the settle timeout must be 1 s or more");
        require(rate == null || (rate > 0 && rate < 1e9), "the rate must be above 0");
        require(freshnessSeconds >= 1, "freshness must be measured for 1 s or more");
        require(!parts.isEmpty() || !scenarios.isEmpty(), "there is nothing to run");
        require(
                !parts.contains(Part.FRESHNESS) || rate != null || parts.contains(Part.ROWCAST),
                "freshness without rowcast needs a rate");
        require(
                !parts.contains(Part.BATCH) || !"sum".equals(settings.get(ClusteringConfig.EDGE_WEIGHTING_CONFIG)),
                "the batch knows distinct edges only: leave it out, or edge.weighting=sum");
        require(
                workload.input() == null || scenarios.isEmpty(),
                "the scenarios are made of generated events, not of a file");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
