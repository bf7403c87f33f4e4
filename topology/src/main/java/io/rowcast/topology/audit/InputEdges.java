package io.rowcast.topology.audit;

import io.rowcast.topology.audit.InputEvents.InputEvent;
import io.rowcast.topology.graph.EdgeWeighting;
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
    private final Map<Long, Edge> edges = new LinkedHashMap<>();
    private boolean full;
    private boolean forgotten;

    /**
     * An edge.
     *
     * @param item original id
     * @param weight in edge-weight units
     * @param number of the last event that added it
     */
    record Edge(String item, long weight, long number) {}

    /**
     * @param anyForgotten whether the input forgets any item
     */
    InputEdges(Spool spool, int maxEdges, EdgeWeighting weighting, boolean anyForgotten) {
        this.spool = spool;
        this.maxEdges = maxEdges;
        this.weighting = weighting;
        this.anyForgotten = anyForgotten;
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
        edges.put(event.itemHash(), new Edge(event.item(), weight, event.number()));
    }

    /** The edges by item hash; to be taken out by the caller as it finds them. */
    Map<Long, Edge> edges() {
        return edges;
    }

    /**
     * Whether the events do not tell the edges: some made room for others while items were being forgotten, which happens
     * in sweeps, at a time of its own.
     */
    boolean undetermined() {
        return full && forgotten;
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
