// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressListenerTest {
    private static final LoadSummary SUMMARY = new LoadSummary(1235, 1234, 1, 0, 5 << 20, 2, false);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(out, true, StandardCharsets.UTF_8);
    private long now;

    @Test
    void shouldPrintPlainLinesWhenThereIsNoTerminal() {
        ProgressListener listener = new ProgressListener(err, false, () -> now);
        listener.sourceStarted("a.csv", 2048);
        listener.progress(512, 10);
        now += Duration.ofSeconds(5).toNanos();
        listener.progress(1024, 12_345);
        listener.progress(2048, 20_000);
        listener.finished(SUMMARY);

        assertThat(text().lines()).containsExactly("loading a.csv (2.0 KiB)", "loading a.csv: 50%, 12,345 events");
    }

    @Test
    void shouldDrawBarWhenThereIsTerminal() {
        ProgressListener listener = new ProgressListener(err, true, () -> now);
        listener.sourceStarted("a.csv", 4096);
        listener.progress(2048, 12_345);
        listener.malformed("a.csv", 3, "has 1 column");
        listener.progress(4096, 20_000);
        listener.finished(SUMMARY);

        assertThat(text())
                .contains("a.csv")
                .contains("\r\u001b[Ka.csv, line 3: has 1 column")
                .contains("100%")
                .contains("20,000 events")
                .endsWith(System.lineSeparator());
    }

    @Test
    void shouldEndLineOnceWhenBarIsDrawnForMomentOnly() {
        for (int i = 0; i < 50; i++) {
            out.reset();
            ProgressListener listener = new ProgressListener(err, true, () -> now);
            listener.sourceStarted("a.csv", 4096);
            listener.finished(SUMMARY);

            assertThat(text()).endsWith(System.lineSeparator()).containsOnlyOnce(System.lineSeparator());
        }
    }

    @Test
    void shouldOnlyCountMalformedLinesWhenThereAreMany() {
        ProgressListener listener = new ProgressListener(err, false, () -> now);
        for (int line = 1; line <= 1500; line++) {
            listener.malformed("a.csv", line, "user: is empty");
        }
        listener.finished(SUMMARY);

        assertThat(text().lines())
                .hasSize(22)
                .contains("a.csv, line 20: user: is empty")
                .endsWith("further malformed lines are only counted", "1,500 malformed lines in all");
    }

    @Test
    void shouldSayAllOnOneLineWhenSummarised() {
        assertThat(SUMMARY.toText())
                .isEqualTo("loaded 1,234 events from 1,235 lines (5.0 MiB) in 2.0 s, 617 events/s, 1 malformed");
        assertThat(new LoadSummary(0, 0, 0, 10_000, 7, 0, true).toText())
                .isEqualTo("interrupted after 0 events from 0 lines (7 B) in 0.0 s, 0 events/s, 0 malformed;"
                        + " 10,000 events had been loaded before");
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
