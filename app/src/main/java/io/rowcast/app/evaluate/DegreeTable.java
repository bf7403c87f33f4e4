// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Recall by degree as text, with a line per mapping over all seeds. */
public final class DegreeTable {
    private DegreeTable() {}

    /** Empty where there are no results. */
    public static String text(List<EvaluationResult> results) {
        if (results.isEmpty()) {
            return "";
        }
        List<DegreeResult> columns = results.get(0).degrees().stream()
                .filter(column -> column.users() > 0)
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("Recall@20 by the edges that a user has in training:");
        lines.add(line(columns.stream().map(DegreeResult::degrees).toList(), "mapping"));
        lines.add(line(
                columns.stream()
                        .map(column -> String.format(Locale.ROOT, "%,d", column.users()))
                        .toList(),
                "(users)"));
        EvaluationTable.byLabel(results)
                .forEach((label, of) -> lines.add(line(
                        columns.stream()
                                .map(column -> EvaluationTable.decimal(mean(of, column.from()), 4))
                                .toList(),
                        label)));
        return String.join(System.lineSeparator(), lines);
    }

    private static double mean(List<EvaluationResult> results, int from) {
        return EvaluationTable.mean(
                results,
                result -> result.degrees().stream()
                        .filter(column -> column.from() == from)
                        .findFirst()
                        .orElseThrow()
                        .recall());
    }

    private static String line(List<String> figures, String label) {
        return figures.stream()
                        .map(figure -> String.format(Locale.ROOT, "%8s", figure))
                        .collect(Collectors.joining())
                + "  " + label;
    }
}
