// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.dlq.LetterFilter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that choose dead letters. */
final class LetterOptions {

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Only letters whose reason contains this, such as 'weight:'.")
    private String reason = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only letters of records since then: 90s, 10m, 24h ago, or a time such as 2026-01-31T12:00:00Z.")
    private String since = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    LetterFilter filter(Clock clock) {
        return new LetterFilter(reason, since.isEmpty() ? 0 : sinceMs(clock.instant()));
    }

    /** The choice as it was given, by which it is recognised. */
    String asGiven() {
        return "reason=" + reason + "\nsince=" + since;
    }

    private long sinceMs(Instant now) {
        try {
            return Instant.parse(since).toEpochMilli();
        } catch (DateTimeException e) {
            try {
                return now.minus(new DurationConverter().convert(since)).toEpochMilli();
            } catch (TypeConversionException alsoNot) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--since " + since + ": is neither like 90s, 10m, 24h nor like 2026-01-31T12:00:00Z",
                        alsoNot);
            }
        }
    }
}
