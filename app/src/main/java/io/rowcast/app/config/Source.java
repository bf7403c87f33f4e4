// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

/**
 * Where a value came from.
 *
 * @param kind the layer
 * @param name the file, environment variable or flag; empty for a plain default
 */
public record Source(Kind kind, String name) {

    /** The layers, from the weakest to the strongest. */
    public enum Kind {
        DEFAULT("default"),
        FILE("file"),
        ENVIRONMENT("environment"),
        FLAG("flag"),
        /** Rowcast's own choice, which no layer can change. */
        FIXED("fixed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    public static final Source DEFAULT = new Source(Kind.DEFAULT, "");
    public static final Source FIXED = new Source(Kind.FIXED, "");

    /** The source as shown to people, such as {@code environment ROWCAST_ROWS}. */
    public String text() {
        return name.isEmpty() ? kind.word : kind.word + " " + name;
    }
}
