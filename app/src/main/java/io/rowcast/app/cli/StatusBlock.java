// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.metrics.Sample;
import io.rowcast.topology.clustering.Statistics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** The state of a deployment in a few lines that are written over again and again on a terminal. */
final class StatusBlock {
    private final Ansi ansi;

    /**
     * @param ansi whether names stand out
     */
    StatusBlock(Ansi ansi) {
        this.ansi = ansi;
    }

    /**
     * The lines.
     *
     * @param sample the last sample
     * @param doing what goes on besides, or an empty text
     */
    List<String> lines(Sample sample, String doing) {
        Statistics is = sample.statistics();
        return List.of(
                line(
                        "events",
                        "%,.0f/s   %,d in all, %,d unchanged, %,d dead letters",
                        sample.eventsPerSecond(),
                        is.events(),
                        is.unchanged(),
                        is.deadLetters()),
                line(
                        "lag",
                        "%s events + %s in flight   latency %s, %s at 99%%",
                        count(sample.lagInteractions()),
                        count(sample.lagInFlight()),
                        millis(sample.latencyP50Ms()),
                        millis(sample.latencyP99Ms())),
                line("graph", "%,d users, %,d items, %,d edges", is.users(), is.items(), is.edges()),
                line(
                        "rows",
                        "%,d + %,d of %,d in use   largest volume %.1f and %.1f times the mean",
                        is.userRows(),
                        is.itemRows(),
                        is.rows(),
                        is.largestUserVolume(),
                        is.largestItemVolume()),
                line("inside", "%.3f   objective %.3f   R %.1f", sample.insideShare(), is.objective(), is.resolution()),
                line(
                        "moves",
                        "%,.0f/s   %,.0f rows changed/s   sweep at %s and %s%s%s",
                        sample.movesPerSecond(),
                        sample.changesPerSecond(),
                        percent(sample.userSweep()),
                        percent(sample.itemSweep()),
                        is.settled() ? ", settled" : "",
                        doing.isEmpty() ? "" : "   " + doing));
    }

    /** How far a restoration is, in one line. */
    String restoring(double share, long restored, long total, Duration left) {
        return line(
                "restore",
                "%.1f%%   %,d of %,d records%s",
                100 * share,
                restored,
                total,
                left == null ? "" : ", about " + left.toSeconds() + " s left");
    }

    private String line(String name, String format, Object... values) {
        String head = ansi.enabled() ? Ansi.ON.string("@|bold " + name + "|@") : name;
        return "  " + head + " ".repeat(9 - name.length()) + String.format(Locale.ROOT, format, values);
    }

    private static String count(Long value) {
        return value == null ? "?" : String.format(Locale.ROOT, "%,d", value);
    }

    private static String millis(Double value) {
        return value == null ? "?" : String.format(Locale.ROOT, "%,.0f ms", value);
    }

    private static String percent(Double share) {
        return share == null ? "?" : String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }
}
