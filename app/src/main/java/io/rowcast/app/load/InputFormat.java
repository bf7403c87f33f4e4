// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text formats that can be loaded; each also compressed by gzip or zstd. */
public enum InputFormat {
    /** Comma-separated {@code user,item[,weight][,timestamp]}, with or without a header. */
    CSV("csv"),
    /** Tab-separated, otherwise as {@link #CSV}. */
    TSV("tsv"),
    /** One JSON event per line, as on the interactions topic. */
    JSONL("jsonl|ndjson|json");

    private final Pattern name;

    InputFormat(String suffixes) {
        this.name = Pattern.compile(".*\\.(" + suffixes + ")(\\.(gz|zst))?", Pattern.CASE_INSENSITIVE);
    }

    /**
     * The format that a file name stands for, e.g. {@code clicks.csv.gz}.
     *
     * @return empty if the name says nothing about the format
     */
    public static Optional<InputFormat> ofName(String fileName) {
        return Arrays.stream(values())
                .filter(format -> format.name.matcher(fileName).matches())
                .findFirst();
    }
}
