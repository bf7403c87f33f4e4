// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.audit.InputEvents.InputEvent;
import io.rowcast.topology.clustering.Expiry;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Interaction;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The edges that one user's events leave. Bounded by the most edges a user may have. */
final class InputEdges {
    private final Spool spool;
    private final int maxEdges;
    private final EdgeWeighting weighting;
    private final boolean anyForgotten;
    private final Expiry expiry;
    private final Map<Long, Edge> edges = new LinkedHashMap<>();
    private boolean full;
    private boolean forgotten;

    /**
     * An edge.
     *
     * @param item original id
     * @param weight in edge-weight units
     * @param number of the last event that added it
     * @param timestamp the latest time of those events, or {@link Interaction#NO_TIMESTAMP} if one had none
     */
    record Edge(String item, long weight, long number, long timestamp) {}

    /**
     * @param anyForgotten whether the input forgets any item
     * @param expiry which edges may have expired by now
     */
    InputEdges(Spool spool, int maxEdges, EdgeWeighting weighting, boolean anyForgotten, Expiry expiry) {
        this.spool = spool;
        this.maxEdges = maxEdges;
        this.weighting = weighting;
        this.anyForgotten = anyForgotten;
        this.expiry = expiry;
    }

    void apply(InputEvent event) {
        switch (event.op()) {
            case ADD -> add(event);
            case REMOVE -> edges.remove(event.itemHash());
            case FORGET -> edges.clear();
        }
    }

    private void add(InputEvent event) {
        forgotten |= forgottenAt(event.itemHash()) > 0;
        Edge before = edges.get(event.itemHash());
        if (before == null) {
            Iterator<Edge> oldest = edges.values().iterator();
            while (edges.size() >= maxEdges) {
                full = true;
                oldest.next();
                oldest.remove();
            }
        }
        long weight =
                before == null || weighting == EdgeWeighting.SET ? event.weight() : before.weight() + event.weight();
        boolean timed = event.timestamp() >= 0 && (before == null || before.timestamp() >= 0);
        long timestamp =
                timed ? Math.max(event.timestamp(), before == null ? 0 : before.timestamp()) : Interaction.NO_TIMESTAMP;
        edges.put(event.itemHash(), new Edge(event.item(), weight, event.number(), timestamp));
    }

    /** The edges by item hash; to be taken out by the caller as it finds them. */
    Map<Long, Edge> edges() {
        return edges;
    }

    /**
     * Whether the events do not tell the edges: some made room for others while items were being forgotten or edges
     * expired, which happens in sweeps, at a time of its own.
     */
    boolean undetermined() {
        return full && (forgotten || expiry.on());
    }

    /** Whether an edge may have expired; if the event did not tell its time, that is the time of its record. */
    boolean mayHaveExpired(Edge edge) {
        return expiry.on() && (edge.timestamp() < 0 || expiry.expired(edge.timestamp() / 1000));
    }

    /** Whether an edge is gone because its item was forgotten after it. */
    boolean gone(long item, Edge edge) {
        return forgottenAt(item) > edge.number();
    }

    /** Whether an edge may be there or not, as it was added to an item that may still have been forgotten then. */
    boolean undetermined(long item, Edge edge) {
        long at = forgottenAt(item);
        return at > 0 && at < edge.number();
    }

    private long forgottenAt(long item) {
        byte[] number = anyForgotten ? spool.get(Section.INPUT_FORGOTTEN_ITEMS, InputEvents.itemKey(item)) : null;
        return number == null ? 0 : ByteBuffer.wrap(number).getLong();
    }
}
