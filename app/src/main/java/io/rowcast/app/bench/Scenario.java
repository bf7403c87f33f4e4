// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.topology.ClusteringConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run of Rowcast that differs from the base in one thing.
 *
 * @param name what to call it
 * @param change the thing
 * @param value its value in the scenario; 0 for the base
 * @param large whether it takes very long
 */
public record Scenario(String name, Change change, double value, boolean large) {

    /** The things in which scenarios differ. */
    public enum Change {
        /** Nothing: what the others are compared with. */
        NONE,
        /** Events into the empty store, and a quarter as many in steady state, but no more than the base has. */
        EDGES,
        /** Partitions of every topic, and as many stream threads. */
        PARTITIONS,
        /** K. */
        ROWS,
        /** Share of all events that one item takes. */
        HOT_ITEM
    }

    static final Scenario BASE = new Scenario("base", Change.NONE, 0, false);

    private static final String THREADS = "kafka.num.stream.threads";
    private static final int STEADY_PART = 4;

    /** Every scenario there is, the base first. */
    public static final List<Scenario> ALL = List.of(
            BASE,
            new Scenario("edges-100k", Change.EDGES, 100_000, false),
            new Scenario("edges-1m", Change.EDGES, 1_000_000, false),
            new Scenario("edges-10m", Change.EDGES, 10_000_000, true),
            new Scenario("partitions-1", Change.PARTITIONS, 1, false),
            new Scenario("partitions-2", Change.PARTITIONS, 2, false),
            new Scenario("partitions-4", Change.PARTITIONS, 4, false),
            new Scenario("rows-1k", Change.ROWS, 1_000, false),
            new Scenario("rows-10k", Change.ROWS, 10_000, false),
            new Scenario("rows-100k", Change.ROWS, 100_000, false),
            new Scenario("hot-item", Change.HOT_ITEM, PlantedEvents.MAX_HOT_SHARE, false));

    /** The scenario of a name. */
    public static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /** The workload of the base, with the change if it concerns that. */
    Workload workload(Workload base) {
        return switch (change) {
            case NONE, PARTITIONS, ROWS -> base;
            case EDGES ->
                base.withEvents((long) value, Math.max(1, Math.min(base.steadyEvents(), (long) value / STEADY_PART)));
            case HOT_ITEM -> base.withHotItem(value);
        };
    }

    /** The settings of the base, with the change if it concerns them. */
    Map<String, String> settings(Map<String, String> base) {
        Map<String, String> settings = new HashMap<>(base);
        String number = Long.toString((long) value);
        switch (change) {
            case NONE, EDGES, HOT_ITEM -> {}
            case PARTITIONS -> {
                settings.put(ClusteringConfig.PARTITIONS_CONFIG, number);
                settings.put(THREADS, number);
            }
            case ROWS -> settings.put(ClusteringConfig.ROWS_CONFIG, number);
        }
        return settings;
    }
}
