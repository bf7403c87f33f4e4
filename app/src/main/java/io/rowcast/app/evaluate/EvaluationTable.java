// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Results as a table: text with a line per mapping over all seeds, or CSV with a line per training. */
public final class EvaluationTable {
    private static final String FORMAT = "%-%WIDTH%s %15s %12s %8s  %-25s  %-25s %11s %8s";

    private EvaluationTable() {}

    /** A line per mapping; figures of several seeds are their mean, with the smallest and the largest in brackets. */
    public static String text(List<EvaluationResult> results) {
        Map<String, List<EvaluationResult>> byLabel = byLabel(results);
        int width = Math.max(
                "mapping".length(),
                byLabel.keySet().stream().mapToInt(String::length).max().orElse(0));
        String format = FORMAT.replace("%WIDTH%", Integer.toString(width));
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                format,
                "mapping",
                "rows",
                "parameters",
                "of full",
                "Recall@20",
                "NDCG@20",
                "best epoch",
                "s/epoch"));
        byLabel.forEach((label, of) -> lines.add(String.format(
                        Locale.ROOT,
                        format,
                        label,
                        String.format(
                                Locale.ROOT,
                                "%,d + %,d",
                                of.get(0).userRows(),
                                of.get(0).itemRows()),
                        String.format(Locale.ROOT, "%,.0f", mean(of, EvaluationResult::parameters)),
                        String.format(Locale.ROOT, "%.1f%%", 100 * mean(of, EvaluationResult::ratio)),
                        figure(of, EvaluationResult::recall),
                        figure(of, EvaluationResult::ndcg),
                        String.format(Locale.ROOT, "%.0f", mean(of, EvaluationResult::bestEpoch)),
                        String.format(Locale.ROOT, "%.2f", mean(of, result -> result.seconds() / result.epochs())))
                .stripTrailing()));
        byLabel.forEach((label, of) -> {
            EvaluationResult first = of.get(0);
            if (first.unmappedUsers() + first.unmappedItems() > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s names %,d users and %,d items not; they have hashed rows",
                        label,
                        first.unmappedUsers(),
                        first.unmappedItems()));
            }
        });
        return String.join(System.lineSeparator(), lines);
    }

    static CsvWriter writer(StringWriter text) {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(text);
    }

    /** A line per training, with a header. */
    public static String csv(List<EvaluationResult> results) {
        StringWriter text = new StringWriter();
        CsvWriter csv = writer(text);
        List<String> header = new ArrayList<>(List.of(
                "mapping",
                "seed",
                "user_rows",
                "item_rows",
                "parameters",
                "full_parameters",
                "ratio",
                "recall_at_20",
                "ndcg_at_20",
                "validation_recall_at_20",
                "epochs",
                "best_epoch",
                "seconds",
                "cpu_seconds",
                "unmapped_users",
                "unmapped_items"));
        if (!results.isEmpty()) {
            results.get(0).degrees().forEach(column -> header.add("recall_at_20_degree_" + column.degrees()));
        }
        csv.writeRecord(header);
        for (EvaluationResult result : results) {
            List<String> line = new ArrayList<>(List.of(
                    result.label(),
                    Long.toString(result.seed()),
                    Integer.toString(result.userRows()),
                    Integer.toString(result.itemRows()),
                    Long.toString(result.parameters()),
                    Long.toString(result.fullParameters()),
                    decimal(result.ratio(), 6),
                    decimal(result.recall(), 6),
                    decimal(result.ndcg(), 6),
                    orEmpty(result.validation()),
                    Integer.toString(result.epochs()),
                    Integer.toString(result.bestEpoch()),
                    decimal(result.seconds(), 2),
                    decimal(result.cpuSeconds(), 2),
                    Integer.toString(result.unmappedUsers()),
                    Integer.toString(result.unmappedItems())));
            result.degrees().forEach(column -> line.add(orEmpty(column.recall())));
            csv.writeRecord(line);
        }
        return text.toString();
    }

    static Map<String, List<EvaluationResult>> byLabel(List<EvaluationResult> results) {
        Map<String, List<EvaluationResult>> byLabel = new LinkedHashMap<>();
        for (EvaluationResult result : results) {
            byLabel.computeIfAbsent(result.label(), label -> new ArrayList<>()).add(result);
        }
        return byLabel;
    }

    static double mean(Collection<EvaluationResult> results, ToDoubleFunction<EvaluationResult> figure) {
        return results.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private static String figure(List<EvaluationResult> results, ToDoubleFunction<EvaluationResult> figure) {
        String mean = decimal(mean(results, figure), 4);
        return results.size() == 1
                ? mean
                : mean + " ["
                        + decimal(results.stream().mapToDouble(figure).min().orElseThrow(), 4) + " - "
                        + decimal(results.stream().mapToDouble(figure).max().orElseThrow(), 4) + "]";
    }

    private static String orEmpty(double value) {
        return Double.isNaN(value) ? "" : decimal(value, 6);
    }

    static String decimal(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}
