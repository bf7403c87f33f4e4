// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** Times of events: numbers in a unit, or text of ISO 8601 with an offset from UTC. */
final class EventTime {
    static final String UNIT_CONFIG = "interactions.timestamp.unit";

    private static final Map<String, Double> MS = Map.of("s", 1e3, "ms", 1d, "us", 1e-3, "ns", 1e-6);
    private static final double MAX_MS = 1e15;

    private final String unit;

    /**
     * @param unit of numbers: s, ms, us or ns
     * @throws ConfigException if it is another
     */
    EventTime(String unit) {
        if (!MS.containsKey(unit)) {
            throw new ConfigException(UNIT_CONFIG, unit, "must be s, ms, us or ns");
        }
        this.unit = unit;
    }

    /** The milliseconds since the epoch, or {@link Interaction#NO_TIMESTAMP} where there is none. */
    long read(JsonNode node) throws InvalidInteractionException {
        if (!JsonTree.isPresent(node)) {
            return Interaction.NO_TIMESTAMP;
        }
        if (node.isTextual()) {
            return iso("timestamp", node.textValue());
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return number(node.longValue());
        }
        double ms = node.isNumber() ? node.doubleValue() * MS.get(unit) : Double.NaN;
        return checked(ms >= 0 && ms < MAX_MS, (long) ms);
    }

    /** The milliseconds of a whole number of units. */
    long number(long units) throws InvalidInteractionException {
        return switch (unit) {
            case "s" -> checked(units >= 0 && units < MAX_MS / 1000, units * 1000);
            case "us" -> checked(units >= 0, units / 1000);
            case "ns" -> checked(units >= 0, units / 1_000_000);
            default -> checked(units >= 0, units);
        };
    }

    /** The milliseconds of a text such as {@code 2026-01-01T09:30:00+01:00}. */
    static long iso(String field, String text) throws InvalidInteractionException {
        try {
            long ms = OffsetDateTime.parse(text).toInstant().toEpochMilli();
            if (ms >= 0) {
                return ms;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below, as a time before 1970 is.
        }
        throw new InvalidInteractionException(
                field + ": must be a time from 1970 on such as 2026-01-01T09:30:00Z, with its offset from UTC");
    }

    private long checked(boolean right, long ms) throws InvalidInteractionException {
        if (!right) {
            throw new InvalidInteractionException(
                    "timestamp: must be a time from 1970 on, in " + unit + " or as ISO 8601 text");
        }
        return ms;
    }
}
