// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How users fare who come after training, as a table: text with means over all seeds, or CSV with all figures. */
public final class ColdTable {
    private ColdTable() {}

    /** How users fare who come after training: a line per mapping and source of rows, a column per number of events. */
    public static String text(List<EvaluationResult> results) {
        List<ColdResult> all =
                results.stream().flatMap(result -> result.cold().stream()).toList();
        List<Integer> events = all.stream().map(ColdResult::events).distinct().toList();
        Map<String, List<ColdResult>> byLine = new LinkedHashMap<>();
        for (ColdResult result : all) {
            byLine.computeIfAbsent(
                            String.format(Locale.ROOT, "%-10s %s", word(result.rows()), result.label()),
                            line -> new ArrayList<>())
                    .add(result);
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Recall@20 of %,d users who come after training, by their first events:",
                all.stream().mapToInt(ColdResult::users).max().orElse(0)));
        StringBuilder header = new StringBuilder();
        events.forEach(count -> header.append(String.format(Locale.ROOT, "%8s", events(count))));
        lines.add(header + "  rows       mapping");
        byLine.forEach((line, of) -> {
            StringBuilder figures = new StringBuilder();
            for (int count : events) {
                double mean = of.stream()
                        .filter(result -> result.events() == count)
                        .mapToDouble(ColdResult::recall)
                        .average()
                        .orElse(Double.NaN);
                figures.append(String.format(Locale.ROOT, "%8.4f", mean));
            }
            lines.add(figures + "  " + line);
        });
        return String.join(System.lineSeparator(), lines);
    }

    /** A line per training, source of rows and number of events, with a header. */
    public static String csv(List<EvaluationResult> results) {
        StringWriter text = new StringWriter();
        CsvWriter csv = EvaluationTable.writer(text);
        csv.writeRecord("mapping", "seed", "rows", "events", "users", "recall_at_20", "ndcg_at_20");
        for (EvaluationResult training : results) {
            for (ColdResult result : training.cold()) {
                csv.writeRecord(
                        result.label(),
                        Long.toString(result.seed()),
                        word(result.rows()),
                        events(result.events()),
                        Integer.toString(result.users()),
                        EvaluationTable.decimal(result.recall(), 6),
                        EvaluationTable.decimal(result.ndcg(), 6));
            }
        }
        return text.toString();
    }

    private static String word(ColdResult.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private static String events(int count) {
        return count == ColdResult.ALL ? "all" : Integer.toString(count);
    }
}
