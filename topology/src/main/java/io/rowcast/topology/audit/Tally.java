// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.audit.AuditReport.Check;
import java.util.ArrayList;
import java.util.List;

/** Counts the checks and violations of one invariant. */
final class Tally {
    /** Violations told in full; of the others only the number is. */
    static final int SHOWN = 10;

    private final String name;
    private final String invariant;
    private final List<String> first = new ArrayList<>();
    private long checked;
    private long violations;

    Tally(String name, String invariant) {
        this.name = name;
        this.invariant = invariant;
    }

    /** Counts a check that the caller judges. */
    void checked() {
        checked++;
    }

    /**
     * Checks that something holds.
     *
     * @param arguments of {@link String#format} with the message, used only if it does not
     * @return whether it does
     */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    boolean require(boolean holds, String message, Object... arguments) {
        checked++;
        if (!holds) {
            violation(message, arguments);
        }
        return holds;
    }

    /** Notes a violation of what was counted already. */
    @SuppressWarnings("AnnotateFormatMethod")
    void violation(String message, Object... arguments) {
        violations++;
        if (first.size() < SHOWN) {
            first.add(String.format(message, arguments));
        }
    }

    Check result() {
        return new Check(name, invariant, checked, violations, first);
    }
}
