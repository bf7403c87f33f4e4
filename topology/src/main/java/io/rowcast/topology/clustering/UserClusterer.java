// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.Votes;
import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies events to a user and decides its labels. Changes the user it is given and returns what else must change;
 * stores and sends nothing. Not thread-safe; one per task.
 */
public final class UserClusterer {
    private static final int NO_LABEL = UserVertex.NO_LABEL;

    /** Up to this size a user is scored at each of its events; a larger one at some, 128 in each doubling. */
    private static final int ALWAYS_SCORED_SIZE = 256;

    private static final int SCORES_PER_DOUBLING = 128;

    private final LabelPropagation propagation;
    private final ItemLabels labels;
    private final ClusterVolumes volumes;
    private final FreeLabels free;
    private final int maxEdges;

    /**
     * @param maxEdges most edges a user keeps, &gt;= 1; the oldest one makes room
     */
    public UserClusterer(
            LabelPropagation propagation, ItemLabels labels, ClusterVolumes volumes, FreeLabels free, int maxEdges) {
        this.propagation = propagation;
        this.labels = labels;
        this.volumes = volumes;
        this.free = free;
        this.maxEdges = maxEdges;
    }

    /**
     * Adds an edge that the user does not have yet.
     *
     * @param time of the event, in seconds since the epoch
     */
    public UserChange add(long hash, UserVertex user, long item, String itemId, long weight, long time) {
        Before before = new Before(user);
        while (user.size() >= maxEdges) {
            before.tell(one(user, 0, user.label(), NO_LABEL, null));
            user.remove(0);
            before.evicted++;
        }
        user.add(item, weight, time);
        if (user.size() <= ALWAYS_SCORED_SIZE || drawn(item, user.size() / SCORES_PER_DOUBLING)) {
            propagation.elect(hash, user, labels, volumes, free);
            if (before.label != NO_LABEL && user.label() != before.label && user.size() > 1) {
                before.tell(range(user, user.size() - 1, before.label, user.label()));
            }
        }
        before.tell(one(user, user.size() - 1, NO_LABEL, user.label(), itemId));
        return before.change();
    }

    /** Adds weight to an edge that the user has. */
    public UserChange addWeight(long hash, UserVertex user, int position, String itemId, long weight) {
        Before before = new Before(user);
        user.addWeight(position, weight);
        before.tell(new Votes(NO_LABEL, user.label(), itemId, new long[] {user.item(position)}, new long[] {weight}));
        reelect(hash, user, before);
        return before.change();
    }

    /** Removes an edge that the user has. */
    public UserChange remove(long hash, UserVertex user, int position, String itemId) {
        Before before = new Before(user);
        before.tell(one(user, position, user.label(), NO_LABEL, itemId));
        user.remove(position);
        reelect(hash, user, before);
        return before.change();
    }

    /** Removes all edges. */
    public UserChange forget(UserVertex user) {
        Before before = new Before(user);
        before.tell(range(user, user.size(), user.label(), NO_LABEL));
        while (user.size() > 0) {
            user.remove(user.size() - 1);
        }
        return before.change();
    }

    /**
     * Looks at a user again, as a sweep does.
     *
     * @param forgotten items whose edges are to be dropped
     * @param expiry which edges have expired and are to be dropped; a user whose edges have no times gets them now
     * @param hysteresisShare the part of the hysteresis that a move must gain more than, in [0, 1]
     */
    public UserChange reconsider(
            long hash, UserVertex user, ForgottenItems forgotten, Expiry expiry, double hysteresisShare) {
        Before before = new Before(user);
        if (expiry.on() && !user.timed()) {
            user.startTimes(expiry.now());
        }
        boolean concerned = forgotten.concerns(user);
        if (concerned || expiry.on()) {
            drop(user, forgotten, concerned, expiry, before);
        }
        if (concerned) {
            user.forgottenUpTo(forgotten.latest());
        }
        reelect(hash, user, before, hysteresisShare);
        return before.change();
    }

    private static void drop(
            UserVertex user, ForgottenItems forgotten, boolean concerned, Expiry expiry, Before before) {
        LongArrayList items = new LongArrayList();
        LongArrayList weights = new LongArrayList();
        user.removeIf(position -> {
            boolean expired = expiry.expired(user, position);
            boolean drops = expired || (concerned && forgotten.drops(user, position));
            if (drops) {
                items.add(user.item(position));
                weights.add(user.weight(position));
                before.expired += expired ? 1 : 0;
            }
            return drops;
        });
        if (!items.isEmpty()) {
            long[] weightOfEach = user.weighted() ? weights.toLongArray() : null;
            before.tell(new Votes(user.label(), NO_LABEL, null, items.toLongArray(), weightOfEach));
        }
    }

    private void reelect(long hash, UserVertex user, Before before) {
        reelect(hash, user, before, 1);
    }

    private void reelect(long hash, UserVertex user, Before before, double hysteresisShare) {
        if (user.size() == 0) {
            return;
        }
        propagation.elect(hash, user, labels, volumes, free, hysteresisShare);
        if (user.label() != before.label) {
            before.tell(range(user, user.size(), before.label, user.label()));
        }
    }

    /** Drawn from the item's hash, which stays as good at the limit of edges, where a user no longer grows. */
    private static boolean drawn(long item, int oneIn) {
        return Long.remainderUnsigned(HashCommon.mix(item), oneIn) == 0;
    }

    private static Votes one(UserVertex user, int position, int from, int to, String itemId) {
        long[] weights = user.weighted() ? new long[] {user.weight(position)} : null;
        return new Votes(from, to, itemId, new long[] {user.item(position)}, weights);
    }

    private static Votes range(UserVertex user, int size, int from, int to) {
        long[] items = new long[size];
        long[] weights = user.weighted() ? new long[size] : null;
        for (int i = 0; i < size; i++) {
            items[i] = user.item(i);
            if (weights != null) {
                weights[i] = user.weight(i);
            }
        }
        return new Votes(from, to, null, items, weights);
    }

    private static final class Before {
        private final int label;
        private final int secondary;
        private final int size;
        private final long degree;
        private final List<Votes> votes = new ArrayList<>(2);
        private int evicted;
        private int expired;

        Before(UserVertex user) {
            label = user.label();
            secondary = user.secondaryLabel();
            size = user.size();
            degree = user.degree();
        }

        void tell(Votes vote) {
            votes.add(vote);
        }

        UserChange change() {
            return new UserChange(label, secondary, size, degree, evicted, expired, votes);
        }
    }
}
