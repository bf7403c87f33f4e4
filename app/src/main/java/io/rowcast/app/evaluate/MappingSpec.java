// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table to evaluate, as it is named on the command line.
 *
 * @param label what it is called in the results
 * @param kind of which kind it is
 * @param file the mapping of a {@link Kind#FILE}, else {@code null}
 * @param rows rows of each side of a table that is not a file's or full, else 0
 */
public record MappingSpec(String label, Kind kind, Path file, int rows) {
    private static final Pattern SIZED = Pattern.compile("([a-z]+):(\\d{1,9})");
    private static final Pattern EXTENSIONS = Pattern.compile("(\\.csv)?(\\.gz|\\.zst)?$");

    /** The kinds of tables. */
    public enum Kind {
        /** A row for each user and item. */
        FULL,
        /** Rows as a mapping file says. */
        FILE,
        /** Rows by the hash of the id. */
        HASH,
        /** Clustered compositional embeddings, {@link CceTable}. */
        CCE,
        /** Compositional embeddings with regularised pruning, {@link CerpTable}. */
        CERP;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads {@code full}, {@code hash:ROWS}, {@code cce:ROWS}, {@code cerp:ROWS} or the path of a mapping file, with {@code NAME=} before it or not.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static MappingSpec parse(String text) {
        int equals = text.indexOf('=');
        String what = text.substring(equals + 1);
        String label = equals < 0 ? null : text.substring(0, equals).strip();
        if (what.isBlank() || (label != null && label.isEmpty())) {
            throw new IllegalArgumentException("neither name nor mapping may be empty: '" + text + "'");
        }
        if (what.equals(Kind.FULL.word())) {
            return new MappingSpec(label == null ? what : label, Kind.FULL, null, 0);
        }
        Matcher sized = SIZED.matcher(what);
        if (sized.matches()) {
            for (Kind kind : Kind.values()) {
                if (kind != Kind.FULL && kind != Kind.FILE && kind.word().equals(sized.group(1))) {
                    return new MappingSpec(label == null ? what : label, kind, null, rows(text, sized.group(2)));
                }
            }
        }
        Path file = Path.of(what);
        String name = EXTENSIONS.matcher(String.valueOf(file.getFileName())).replaceFirst("");
        return new MappingSpec(label == null ? name : label, Kind.FILE, file, 0);
    }

    private static int rows(String text, String digits) {
        int rows = Integer.parseInt(digits);
        if (rows < 1) {
            throw new IllegalArgumentException("rows must be 1 or more: '" + text + "'");
        }
        return rows;
    }
}
