// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a trial process found.
 *
 * @param id of the trial
 * @param kind of the trial
 * @param threads stream threads
 * @param phases the measured phases in their order
 * @param settling between the phases, {@code null} for the ceiling
 * @param peakResidentBytes most memory the process ever had resident; -1 where the system does not tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrialResult(
        String id, TrialSpec.Kind kind, int threads, List<Phase> phases, Settling settling, long peakResidentBytes) {

    TrialResult {
        phases = List.copyOf(phases);
    }

    /**
     * The phase of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    Phase phase(String name) {
        return phases.stream()
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("trial " + id + " has no phase " + name));
    }
}
