// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One contestant over all rounds.
 *
 * @param grow from an empty store
 * @param steady in steady state
 * @param secondsToSettle after growing, until the sweeps rested; {@code null} for the ceiling
 * @param peakResidentBytes most memory its process ever had resident
 * @param rounds every trial as it was measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ContestantResult(
        PerEvent grow, PerEvent steady, Spread secondsToSettle, Spread peakResidentBytes, List<TrialResult> rounds) {

    static ContestantResult of(List<TrialResult> rounds) {
        List<Double> settling = rounds.stream()
                .filter(round -> round.settling() != null)
                .map(round -> round.settling().seconds())
                .toList();
        return new ContestantResult(
                PerEvent.of(phases(rounds, Phase.GROW)),
                PerEvent.of(phases(rounds, Phase.STEADY)),
                settling.isEmpty() ? null : Spread.of(settling),
                Spread.of(rounds.stream()
                        .map(round -> round.peakResidentBytes() < 0 ? Double.NaN : round.peakResidentBytes())
                        .toList()),
                List.copyOf(rounds));
    }

    /** Events per second over those of another. */
    Ratio to(ContestantResult other, String phase) {
        return Ratio.of(rates(phase), other.rates(phase));
    }

    private List<Double> rates(String phase) {
        return phases(rounds, phase).stream().map(Phase::eventsPerSecond).toList();
    }

    private static List<Phase> phases(List<TrialResult> rounds, String name) {
        return rounds.stream().map(round -> round.phase(name)).toList();
    }
}
