// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Everything a run of the benchmark found; parts that were not run are {@code null}.
 *
 * @param environment where it ran
 * @param plan what was asked for
 * @param ceiling the bare topology
 * @param rowcast Rowcast
 * @param growRatio Rowcast's events per second over the bare topology's, from an empty store
 * @param steadyRatio the same in steady state
 * @param storage trials that count the bytes RocksDB writes; their times do not count
 * @param freshness how long new users and items waited
 * @param batch clustering the whole graph anew
 * @param scenarios what each scenario came to, the base first
 * @param brokerPeakResidentBytes most memory the broker ever had resident; -1 where the system does not tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchResult(
        Environment environment,
        BenchPlan plan,
        ContestantResult ceiling,
        ContestantResult rowcast,
        Ratio growRatio,
        Ratio steadyRatio,
        List<TrialResult> storage,
        Freshness freshness,
        BatchResult.Rounds batch,
        List<ScenarioResult> scenarios,
        long brokerPeakResidentBytes) {

    /**
     * Where the benchmark ran.
     *
     * @param date of the start, ISO 8601 in UTC
     * @param cores processors the Java virtual machine sees
     * @param jvmOptions options of every process
     */
    public record Environment(
            String date,
            int cores,
            long memoryBytes,
            String os,
            String java,
            String kafka,
            String rowcast,
            List<String> jvmOptions) {}

    /**
     * One scenario over all rounds, and its events per second over those of the base.
     *
     * @param scenario what differs
     * @param result what it came to
     */
    public record ScenarioResult(Scenario scenario, ContestantResult result, Ratio growRatio, Ratio steadyRatio) {}

    /** The result as an indented JSON document. */
    public String toJson() {
        return BenchJson.indented(this);
    }

    /** The result as tables for people. */
    public String toText() {
        return BenchReport.of(this);
    }
}
