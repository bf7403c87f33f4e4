// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.topology.graph.Interaction;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads CSV or TSV. A quoted field may hold line breaks; when it is not closed within {@link #MAX_RECORD_CHARS}, which
 * no valid event exceeds, only the line it begins in is malformed and reading goes on behind that line. Blank lines are
 * passed over.
 */
final class DelimitedReader implements EventReader {
    static final int MAX_RECORD_CHARS = 8 * Interaction.MAX_ID_BYTES;

    private final LineReader lines;
    private final char delimiter;
    private final QuotedRecord quoted;
    private final Columns columns;

    /** Lines that were looked at and are still to be read. */
    private final Deque<Line> ahead = new ArrayDeque<>();

    private final List<String> fields = new ArrayList<>();

    private Interaction event;
    private String problem;
    private long line;
    private long linesDone;

    /** A physical line; its text is null where there is a problem with it. */
    private record Line(long number, String text, String lineEnd, String problem) {}

    DelimitedReader(String name, LineReader lines, char delimiter, long linesDone) throws IOException {
        this.lines = lines;
        this.delimiter = delimiter;
        this.quoted = new QuotedRecord(delimiter);
        this.columns = readHeader(name);
        // The header counts for the lines behind the ones passed over too.
        ahead.removeIf(read -> read.number() <= linesDone);
        while (lines.number() < linesDone && lines.next()) {
            this.linesDone = lines.number();
        }
    }

    private Columns readHeader(String name) throws IOException {
        Line first = take();
        while (first != null && first.text() != null && first.text().isEmpty()) {
            first = take();
        }
        if (first == null) {
            return Columns.DEFAULT;
        }
        List<Line> joined = new ArrayList<>(0);
        if (first.text() != null) {
            try {
                splitRecord(first, joined);
                Columns named = Columns.ofHeader(name, first.number(), fields);
                if (named != null) {
                    linesDone = joined.isEmpty()
                            ? first.number()
                            : joined.get(joined.size() - 1).number();
                    return named;
                }
            } catch (MalformedLineException e) {
                // Then it is no header; it comes up again, as the malformed first line.
                fields.clear();
            }
        }
        pushBack(joined);
        ahead.addFirst(first);
        return Columns.DEFAULT;
    }

    @Override
    public boolean advance() throws IOException {
        event = null;
        problem = null;
        Line next = take();
        while (next != null) {
            line = next.number();
            linesDone = line;
            if (next.text() == null) {
                problem = next.problem();
                return true;
            }
            if (!next.text().isEmpty()) {
                read(next);
                return true;
            }
            next = take();
        }
        return false;
    }

    private void read(Line first) throws IOException {
        List<Line> joined = new ArrayList<>(0);
        try {
            splitRecord(first, joined);
            event = columns.event(fields);
            linesDone = joined.isEmpty() ? line : joined.get(joined.size() - 1).number();
        } catch (MalformedLineException e) {
            problem = e.getMessage();
            pushBack(joined);
        }
    }

    /** Sets the fields of the record that begins in a line; the further lines it took are added to {@code joined}. */
    private void splitRecord(Line first, List<Line> joined) throws IOException, MalformedLineException {
        String text = first.text();
        if (text.indexOf('"') < 0 && text.indexOf('\r') < 0) {
            split(text);
            return;
        }
        quoted.clear();
        quoted.append(text);
        String lineEnd = first.lineEnd();
        while (quoted.isOpen()) {
            Line next = quoted.length() > MAX_RECORD_CHARS ? null : take();
            if (next != null) {
                joined.add(next);
            }
            if (next == null || next.text() == null) {
                pushBack(joined);
                joined.clear();
                throw new MalformedLineException("has a quoted field that is not closed");
            }
            quoted.append(lineEnd);
            quoted.append(next.text());
            lineEnd = next.lineEnd();
        }
        fields.clear();
        fields.addAll(quoted.fields());
    }

    private void split(String text) {
        fields.clear();
        int from = 0;
        int to = text.indexOf(delimiter);
        while (to >= 0) {
            fields.add(text.substring(from, to));
            from = to + 1;
            to = text.indexOf(delimiter, from);
        }
        fields.add(text.substring(from));
    }

    private Line take() throws IOException {
        if (!ahead.isEmpty()) {
            return ahead.pollFirst();
        }
        if (!lines.next()) {
            return null;
        }
        String text = lines.text();
        return new Line(lines.number(), text, lines.lineEnd(), text == null ? lines.problem() : null);
    }

    private void pushBack(List<Line> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            ahead.addFirst(taken.get(i));
        }
    }

    @Override
    public Interaction event() {
        return event;
    }

    @Override
    public String problem() {
        return problem;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public long linesDone() {
        return linesDone;
    }
}
