// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatusPrinterTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void shouldWriteTheBlockOverWhenOnATerminal() {
        StatusPrinter printer = new StatusPrinter(out, true);
        printer.block(List.of("a", "b", "c"));
        bytes.reset();

        printer.block(List.of("d", "e"));

        // Two lines up to where the first began, and nothing left of the third.
        assertThat(text()).isEqualTo("\u001b[?7l\u001b[2A\rd\u001b[K\ne\u001b[K\u001b[J\u001b[?7h");
    }

    @Test
    void shouldKeepTheBlockAboveWhenALineIsPrinted() {
        StatusPrinter printer = new StatusPrinter(out, true);
        printer.block(List.of("a", "b"));
        bytes.reset();

        printer.line("stays");
        printer.status("next");

        assertThat(text()).isEqualTo("\nstays\n\u001b[?7l\rnext\u001b[K\u001b[J\u001b[?7h");
    }

    @Test
    void shouldPrintPlainLinesWhenNobodyWatches() {
        StatusPrinter printer = new StatusPrinter(out, false);
        printer.block(List.of("a", "b"));
        printer.status("c");
        printer.end();

        assertThat(text()).isEqualTo("a\nb\nc\n");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
