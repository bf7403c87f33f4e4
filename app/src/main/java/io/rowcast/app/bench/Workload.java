// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;

/**
 * The events of a trial.
 *
 * @param input file to take them from, or {@code null} for generated ones
 * @param seed of generated events
 * @param warmupEvents events, the first ones of the stream, for a run beforehand that does not count; &gt;= 0
 * @param growEvents events into an empty store, &gt;= 1
 * @param steadyEvents events after those, into what has grown; &gt;= 1
 * @param hotItemShare share of the generated events that one item takes, from 0 to {@link PlantedEvents#MAX_HOT_SHARE}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Workload(
        String input, long seed, long warmupEvents, long growEvents, long steadyEvents, double hotItemShare) {
    private static final double GROW_SHARE_OF_FILE = 0.8;

    public Workload {
        require(warmupEvents >= 0, "warm-up events must be 0 or more", warmupEvents);
        require(growEvents >= 1, "events must be 1 or more", growEvents);
        require(steadyEvents >= 1, "steady events must be 1 or more", steadyEvents);
        require(
                hotItemShare >= 0 && hotItemShare <= PlantedEvents.MAX_HOT_SHARE,
                "the share of the hot item must be from 0 to " + PlantedEvents.MAX_HOT_SHARE,
                hotItemShare);
    }

    /** Generated events without a hot item. */
    public static Workload generated(long seed, long warmupEvents, long growEvents, long steadyEvents) {
        return new Workload(null, seed, warmupEvents, growEvents, steadyEvents, 0);
    }

    /**
     * The events of a file: four in five to grow with, the last one in five in the steady state.
     *
     * @throws io.rowcast.app.load.LoadException if the file cannot be read
     * @throws IllegalArgumentException if it holds fewer than two events
     */
    public static Workload ofFile(Path file, long warmupEvents) {
        long events = FileEvents.count(file);
        if (events < 2) {
            throw new IllegalArgumentException(file + ": holds " + events + " events; at least 2 are needed");
        }
        long grow = Math.max(1, (long) (events * GROW_SHARE_OF_FILE));
        return new Workload(file.toAbsolutePath().toString(), 0, Math.min(warmupEvents, grow), grow, events - grow, 0);
    }

    Workload withEvents(long grow, long steady) {
        return new Workload(input, seed, Math.min(warmupEvents, grow), grow, steady, hotItemShare);
    }

    Workload withHotItem(double share) {
        return new Workload(input, seed, warmupEvents, growEvents, steadyEvents, share);
    }

    /** The events from the first one on. */
    EventStream open() {
        return input == null
                ? new PlantedEvents(growEvents + steadyEvents, hotItemShare, seed)
                : new FileEvents(Path.of(input));
    }

    private static void require(boolean condition, String rule, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ", not " + value);
        }
    }
}
