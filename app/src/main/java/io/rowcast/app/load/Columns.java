// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.serde.Ids;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which column holds what in a CSV or TSV source, and the rules of their values, which are those of JSON events.
 *
 * @param names the columns from left to right, each one of {@link #NAMES}, each at most once
 * @param least fewest fields that a line may have
 */
record Columns(List<String> names, int least) {
    static final List<String> NAMES = List.of("user", "item", "weight", "timestamp");

    /** The columns of a source without a header; weight and timestamp may be missing. */
    static final Columns DEFAULT = new Columns(NAMES, 2);

    Columns {
        names = List.copyOf(names);
    }

    /**
     * The columns that a first line names, in any order and case.
     *
     * @param source name of the source, for the message
     * @param line number of the first line, for the message
     * @return {@code null} if the line is no header, as it does not name both user and item
     * @throws LoadException if it is one, but names an unknown column or the same one twice
     */
    static Columns ofHeader(String source, long line, List<String> fields) {
        List<String> names = new ArrayList<>();
        for (String field : fields) {
            names.add(field.strip().toLowerCase(Locale.ROOT));
        }
        if (!names.contains("user") || !names.contains("item")) {
            return null;
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!NAMES.contains(name)) {
                throw new LoadException(String.format(
                        "%s, line %d: unknown column '%s'; columns are %s",
                        source, line, name, String.join(", ", NAMES)));
            }
            if (!seen.add(name)) {
                throw new LoadException(String.format("%s, line %d: column '%s' comes twice", source, line, name));
            }
        }
        return new Columns(names, names.size());
    }

    /** The event of one line. */
    Interaction event(List<String> fields) throws MalformedLineException {
        if (fields.size() < least || fields.size() > names.size()) {
            throw new MalformedLineException(String.format(
                    "has %d column%s instead of %s",
                    fields.size(),
                    fields.size() == 1 ? "" : "s",
                    least == names.size() ? least : least + " to " + names.size()));
        }
        String user = null;
        String item = null;
        double weight = 1;
        long timestamp = Interaction.NO_TIMESTAMP;
        for (int i = 0; i < fields.size(); i++) {
            String text = fields.get(i);
            switch (names.get(i)) {
                case "user" -> user = id("user", text);
                case "item" -> item = id("item", text);
                case "weight" -> weight = weight(text);
                default -> timestamp = timestamp(text);
            }
        }
        return new Interaction(Op.ADD, user, item, weight, timestamp);
    }

    private static String id(String name, String text) throws MalformedLineException {
        String problem = Ids.problemOf(text);
        if (problem != null) {
            throw new MalformedLineException(name + ": " + problem);
        }
        return text;
    }

    private static double weight(String text) throws MalformedLineException {
        if (text.isEmpty()) {
            return 1;
        }
        double weight = Double.NaN;
        // Double.parseDouble also takes blanks, hexadecimal and type suffixes.
        if (text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0)) {
            try {
                weight = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                weight = Double.NaN;
            }
        }
        if (!(weight > 0 && weight <= Interaction.MAX_WEIGHT)) {
            throw new MalformedLineException(
                    "weight: must be a number above 0 and at most " + (long) Interaction.MAX_WEIGHT);
        }
        return weight;
    }

    private static long timestamp(String text) throws MalformedLineException {
        if (text.isEmpty()) {
            return Interaction.NO_TIMESTAMP;
        }
        long timestamp = -1;
        try {
            timestamp = text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Long.parseLong(text)
                    : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            timestamp = -1;
        }
        if (timestamp < 0) {
            throw new MalformedLineException(
                    "timestamp: must be milliseconds since the epoch, or an ISO-8601 instant such as"
                            + " 2026-01-31T12:00:00Z");
        }
        return timestamp;
    }
}
