// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.demo.DemoOptions;
import io.rowcast.app.demo.PlantedStream;
import io.rowcast.topology.graph.Interaction;
import java.util.SplittableRandom;

/**
 * Generated events with planted co-clusters. Four users and items in five are there from the first event on and the
 * others arrive evenly until the last one, so that in the steady state few are new. An average user has 20 events, an
 * average item 30, and a co-cluster 200 users.
 *
 * <p>A hot item takes its share of the events from one user after the other, so that its edges are distinct as long as
 * the share is at most {@link #MAX_HOT_SHARE}.
 */
final class PlantedEvents implements EventStream {
    /** One edge of every user. */
    static final double MAX_HOT_SHARE = 0.05;

    static final String HOT_ITEM = "hot";

    private static final int EVENTS_PER_USER = 20;
    private static final int EVENTS_PER_ITEM = 30;
    private static final int USERS_PER_CLUSTER = 200;
    private static final double INSIDE_SHARE = 0.8;
    private static final double START_SHARE = 0.8;

    private final PlantedStream stream;
    private final SplittableRandom random;
    private final double hotShare;
    private final int users;
    private long hotEvents;

    PlantedEvents(long events, double hotShare, long seed) {
        users = (int) Math.max(16, Math.min(events / EVENTS_PER_USER, Integer.MAX_VALUE / 2));
        int items = (int) Math.max(16, Math.min(events / EVENTS_PER_ITEM, Integer.MAX_VALUE / 2));
        int clusters = Math.max(4, users / USERS_PER_CLUSTER);
        // The rate has no influence on the events.
        this.stream =
                new PlantedStream(new DemoOptions(1, clusters, users, items, INSIDE_SHARE, START_SHARE, events, seed));
        this.random = new SplittableRandom(~seed);
        this.hotShare = hotShare;
    }

    @Override
    public Interaction next() {
        if (hotShare > 0 && random.nextDouble() < hotShare) {
            return Interaction.add(PlantedStream.userId((int) (hotEvents++ % users)), HOT_ITEM);
        }
        return stream.next();
    }
}
