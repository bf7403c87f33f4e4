// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.List;

/** Collects the lines of one record with quotes until its last quoted field is closed, then takes it apart. */
final class QuotedRecord {
    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        /** Behind a quote inside a quoted field: the first of two, or the closing one. */
        QUOTE
    }

    private final char delimiter;
    private final CsvReaderBuilder csv;
    private final StringBuilder text = new StringBuilder();
    private State state = State.FIELD_START;

    QuotedRecord(char delimiter) {
        this.delimiter = delimiter;
        this.csv = CsvReader.builder()
                .fieldSeparator(delimiter)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    void clear() {
        text.setLength(0);
        state = State.FIELD_START;
    }

    int length() {
        return text.length();
    }

    /** Adds a line, or the line end between two. */
    void append(String part) {
        text.append(part);
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            state = switch (state) {
                case FIELD_START -> c == '"' ? State.QUOTED : c == delimiter ? State.FIELD_START : State.UNQUOTED;
                case UNQUOTED -> c == delimiter ? State.FIELD_START : State.UNQUOTED;
                case QUOTED -> c == '"' ? State.QUOTE : State.QUOTED;
                case QUOTE -> c == '"' ? State.QUOTED : c == delimiter ? State.FIELD_START : State.UNQUOTED;
            };
        }
    }

    /** Whether the record goes on in the next line. */
    boolean isOpen() {
        return state == State.QUOTED;
    }

    /** The fields, unquoted. */
    List<String> fields() throws MalformedLineException {
        try {
            List<CsvRecord> records =
                    csv.ofCsvRecord(text.toString()).stream().limit(2).toList();
            if (records.size() != 1) {
                throw new MalformedLineException("has a line break outside quotes");
            }
            return records.get(0).getFields();
        } catch (CsvParseException e) {
            throw new MalformedLineException("has text behind a closing quote");
        }
    }
}
