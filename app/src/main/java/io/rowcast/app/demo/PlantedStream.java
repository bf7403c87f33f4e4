// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.demo;

import io.rowcast.topology.graph.Interaction;
import java.util.SplittableRandom;

/**
 * An endless stream of interactions with planted co-clusters, the same for the same options.
 *
 * <p>Users and items are numbered in the order of their arrival; number n is of cluster n mod clusters. An event takes a
 * user by activity, then an item of the user's cluster, or of another one, by popularity. Both fall off as a power of
 * the rank, which is the number: the activity of a user as rank^-1/2, the popularity of an item within its cluster as
 * rank^-3/4. A new user or item takes part in an event as soon as it arrives. An edge may come up again and again, more
 * often the more popular its ends are.
 *
 * <p>Not thread-safe. Makes several million edges per second.
 */
public final class PlantedStream {
    private final DemoOptions options;
    private final SplittableRandom random;
    private final int clusters;
    private final int startUsers;
    private final int startItems;

    private long events;
    private int users;
    private int items;

    /** The square root of the users, plus one, kept as it changes seldom. */
    private double userRange;

    public PlantedStream(DemoOptions options) {
        this.options = options;
        this.random = new SplittableRandom(options.seed());
        this.clusters = options.clusters();
        this.startUsers = Math.max(clusters, (int) (options.users() * options.startShare()));
        this.startItems = Math.max(clusters, (int) (options.items() * options.startShare()));
        this.users = startUsers;
        this.items = startItems;
        this.userRange = Math.sqrt(users + 1.0);
    }

    /** The next event, with the default weight and no timestamp. */
    public Interaction next() {
        long edge = nextEdge();
        return Interaction.add(userId(userOf(edge)), itemId(itemOf(edge)));
    }

    /** The next event as numbers, to be taken apart by {@link #userOf} and {@link #itemOf}. */
    public long nextEdge() {
        int user;
        int item;
        if (users < arrived(startUsers, options.users())) {
            user = users++;
            userRange = Math.sqrt(users + 1.0);
            item = member(partnerCluster(userCluster(user)), items, true);
        } else if (items < arrived(startItems, options.items())) {
            item = items++;
            user = member(partnerCluster(itemCluster(item)), users, false);
        } else {
            user = rankBySquare(userRange, users);
            item = member(partnerCluster(userCluster(user)), items, true);
        }
        events++;
        return ((long) user << 32) | item;
    }

    /** Passes over events, so that a stream can be taken up where another with the same options stopped. */
    public void skip(long count) {
        for (long i = 0; i < count; i++) {
            nextEdge();
        }
    }

    /** Number of events made or passed over. */
    public long events() {
        return events;
    }

    /** Number of users that have arrived. */
    public int users() {
        return users;
    }

    /** Number of items that have arrived. */
    public int items() {
        return items;
    }

    /** The user's number in an edge. */
    public static int userOf(long edge) {
        return (int) (edge >>> 32);
    }

    /** The item's number in an edge. */
    public static int itemOf(long edge) {
        return (int) edge;
    }

    /** The id of a user. */
    public static String userId(int user) {
        return "u" + user;
    }

    /** The id of an item. */
    public static String itemId(int item) {
        return "i" + item;
    }

    /** The number behind an id made by {@link #userId} or {@link #itemId}. */
    public static int numberOf(String id) {
        return Integer.parseInt(id, 1, id.length(), 10);
    }

    /** The planted cluster of a user, in [0, clusters). */
    public int userCluster(int user) {
        return user % clusters;
    }

    /** The planted cluster of an item, in [0, clusters). */
    public int itemCluster(int item) {
        return item % clusters;
    }

    /** How many should have arrived by the event that is made now. */
    private int arrived(int start, int end) {
        long span = options.arrivalEvents();
        return events >= span ? end : start + (int) ((double) (end - start) * (events + 1) / span);
    }

    /** The same cluster or another, by the inside share. */
    private int partnerCluster(int cluster) {
        if (clusters == 1 || random.nextDouble() < options.insideShare()) {
            return cluster;
        }
        int other = random.nextInt(clusters - 1);
        return other < cluster ? other : other + 1;
    }

    /** Someone of a cluster, by popularity or else by activity, among the first {@code present} of a side. */
    private int member(int cluster, int present, boolean byPopularity) {
        int size = (present - cluster + clusters - 1) / clusters;
        double root = Math.sqrt(size + 1.0);
        int rank = byPopularity ? rankByFourthPower(Math.sqrt(root), size) : rankBySquare(root, size);
        return cluster + rank * clusters;
    }

    /** A rank in [0, size), with density falling as rank^-1/2; {@code range} is the square root of size + 1. */
    private int rankBySquare(double range, int size) {
        double root = 1 + random.nextDouble() * (range - 1);
        return Math.min(size, (int) (root * root)) - 1;
    }

    /** A rank in [0, size), with density falling as rank^-3/4; {@code range} is the fourth root of size + 1. */
    private int rankByFourthPower(double range, int size) {
        double root = 1 + random.nextDouble() * (range - 1);
        double square = root * root;
        return Math.min(size, (int) (square * square)) - 1;
    }
}
