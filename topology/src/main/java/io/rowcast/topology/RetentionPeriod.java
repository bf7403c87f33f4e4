// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigException;

/** A retention as people write it: {@code 0}, {@code 90s}, {@code 15m}, {@code 12h}, {@code 30d}, or ISO-8601 as {@code PT720H}. */
final class RetentionPeriod {
    static final ConfigDef.Validator VALIDATOR =
            LambdaValidator.with(RetentionPeriod::check, () -> "0, or from 1s to 36500d, as 90s, 12h, 30d or PT720H");

    private static final Pattern FORM = Pattern.compile("(\\d{1,10})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private RetentionPeriod() {}

    /**
     * Reads it, in whole seconds.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    static Duration parse(String text) {
        String stripped = text.strip();
        if (stripped.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = FORM.matcher(stripped);
        Duration period =
                matcher.matches() ? ofUnit(Long.parseLong(matcher.group(1)), matcher.group(2)) : iso(stripped);
        if (period.isNegative() || period.compareTo(LONGEST) > 0 || (period.toSeconds() == 0 && !period.isZero())) {
            throw new IllegalArgumentException("is not from 1s to 36500d");
        }
        return Duration.ofSeconds(period.toSeconds());
    }

    private static Duration ofUnit(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("is not a duration such as 90s, 12h, 30d or PT720H", e);
        }
    }

    private static void check(String key, Object value) {
        try {
            parse((String) value);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }
}
