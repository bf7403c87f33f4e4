// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.audit.AuditOutcome;
import io.rowcast.topology.audit.AuditReport.Check;
import io.rowcast.topology.audit.AuditReport.Figures;
import java.io.PrintWriter;
import java.util.Locale;

/** The outcome of an audit as people read it. */
final class AuditText {
    private AuditText() {}

    static void print(AuditOutcome outcome, PrintWriter out) {
        Figures figures = outcome.figures();
        line(out, "%-24s %s%s", "deployment", outcome.applicationId(), outcome.atRest() ? ", at rest" : "");
        line(out, "%-24s %,d in %.1f s", "records read", outcome.recordsRead(), outcome.seconds());
        line(out, "%-24s %,d users, %,d items", "vertices", figures.users(), figures.items());
        line(out, "%-24s %,d", "edges", figures.edges());
        line(out, "%-24s %,d and %,d", "rows in use", figures.userRows(), figures.itemRows());
        line(out, "%-24s %.6f", "objective", figures.objective());
        line(out, "%-24s %.6f", "inside share", figures.insideShare());
        line(out, "%-24s %,d events, %,d votes", "under way", outcome.eventsLeft(), figures.pendingVotes());
        if (figures.tasksBehind() > 0) {
            line(
                    out,
                    "%-24s %,d, stopped before they published their last volumes, which were not compared",
                    "tasks behind",
                    figures.tasksBehind());
        }
        if (outcome.input() != null) {
            line(
                    out,
                    "%-24s %,d missing, %,d surplus, %,d not determined by it",
                    "edges against the input",
                    outcome.input().missing(),
                    outcome.input().surplus(),
                    outcome.input().undetermined());
        }
        out.println();
        line(out, "%-18s %14s %11s  %s", "check", "checked", "violations", "what must hold");
        for (Check check : outcome.checks()) {
            line(out, "%-18s %,14d %,11d  %s", check.name(), check.checked(), check.violations(), check.invariant());
        }
        out.println();
        for (Check check : outcome.checks()) {
            check.first().forEach(violation -> line(out, "%s: %s", check.name(), violation));
            if (check.violations() > check.first().size()) {
                line(
                        out,
                        "%s: and %,d more",
                        check.name(),
                        check.violations() - check.first().size());
            }
        }
        line(out, outcome.violations() == 0 ? "no violations" : "%,d violations", outcome.violations());
        out.flush();
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    private static void line(PrintWriter out, String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
