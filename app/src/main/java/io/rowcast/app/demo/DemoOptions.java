// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.demo;

/**
 * The shape of a generated stream.
 *
 * @param eventsPerSecond rate of producing, &gt; 0; without influence on the events themselves
 * @param clusters number of planted co-clusters, &gt;= 1
 * @param users users that there are in the end, &gt;= clusters
 * @param items items that there are in the end, &gt;= clusters
 * @param insideShare share of the events whose user and item are of the same cluster, in [0, 1]
 * @param startShare share of the users and items that are there from the beginning, in [0, 1]; at least one of each
 *     cluster is
 * @param arrivalEvents number of events over which the others arrive, evenly, &gt;= 0
 * @param seed the same seed gives the same events
 */
public record DemoOptions(
        double eventsPerSecond,
        int clusters,
        int users,
        int items,
        double insideShare,
        double startShare,
        long arrivalEvents,
        long seed) {

    public DemoOptions {
        require(eventsPerSecond > 0 && eventsPerSecond < 1e9, "events per second must be above 0", eventsPerSecond);
        require(clusters >= 1, "clusters must be at least 1", clusters);
        require(users >= clusters, "users must be at least as many as clusters", users);
        require(items >= clusters, "items must be at least as many as clusters", items);
        require(insideShare >= 0 && insideShare <= 1, "inside share must be from 0 to 1", insideShare);
        require(startShare >= 0 && startShare <= 1, "start share must be from 0 to 1", startShare);
        require(arrivalEvents >= 0, "arrival events must be 0 or more", arrivalEvents);
    }

    /** A stream in which structure shows within a minute and new users and items keep coming for five. */
    public static DemoOptions defaults() {
        return new DemoOptions(2000, 100, 20_000, 10_000, 0.8, 0.2, 600_000, 1);
    }

    public DemoOptions withEventsPerSecond(double rate) {
        return new DemoOptions(rate, clusters, users, items, insideShare, startShare, arrivalEvents, seed);
    }

    public DemoOptions withSeed(long newSeed) {
        return new DemoOptions(
                eventsPerSecond, clusters, users, items, insideShare, startShare, arrivalEvents, newSeed);
    }

    private static void require(boolean condition, String rule, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ", not " + value);
        }
    }
}
