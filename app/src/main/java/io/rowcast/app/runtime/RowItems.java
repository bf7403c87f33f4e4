// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VoteCounts;
import it.unimi.dsi.fastutil.ints.Int2LongMap;
import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One row as far as tasks of this instance know it: its items with most edges, the rows whose users they share, and the rows
 * that members came from or went to.
 *
 * @param top items, most edges first
 * @param neighbours other rows by the weight of the edges from their users to these items, most first
 * @param exchanges other rows by the latest moves between them and this one, most first
 * @param complete whether all items were read with all their votes; of a large row only some are
 */
public record RowItems(List<Top> top, List<Neighbour> neighbours, List<Exchange> exchanges, boolean complete) {

    /** An item; its degree in edge-weight units. */
    public record Top(String id, long degree) {}

    /** A row; the weight in edge-weight units. */
    public record Neighbour(int row, long weight) {}

    /** Members that came from another row and went there, of each side. */
    public record Exchange(int row, long usersIn, long usersOut, long itemsIn, long itemsOut) {
        static Exchange of(int row, Side side, boolean in) {
            boolean user = side == Side.USER;
            return new Exchange(
                    row, user && in ? 1 : 0, user && !in ? 1 : 0, !user && in ? 1 : 0, !user && !in ? 1 : 0);
        }

        Exchange plus(Exchange other) {
            return new Exchange(
                    row,
                    usersIn + other.usersIn,
                    usersOut + other.usersOut,
                    itemsIn + other.itemsIn,
                    itemsOut + other.itemsOut);
        }

        long moves() {
            return usersIn + usersOut + itemsIn + itemsOut;
        }
    }

    /**
     * Sums items up.
     *
     * @param row their row
     * @param most most entries of either list
     * @param all whether these are all items of the row that are here
     */
    static RowItems of(int row, List<ItemVertex> items, int most, boolean all) {
        List<Top> top = new ArrayList<>();
        Int2LongOpenHashMap weights = new Int2LongOpenHashMap();
        boolean complete = all;
        for (ItemVertex item : items) {
            top.add(new Top(item.id(), item.degree()));
            if (item.paged()) {
                complete = false;
                continue;
            }
            VoteCounts votes = item.inline();
            for (int i = 0; i < votes.size(); i++) {
                if (votes.label(i) != row) {
                    weights.addTo(votes.label(i), votes.votes(i));
                }
            }
        }
        List<Neighbour> neighbours = new ArrayList<>(weights.size());
        for (Int2LongMap.Entry entry : weights.int2LongEntrySet()) {
            neighbours.add(new Neighbour(entry.getIntKey(), entry.getLongValue()));
        }
        return new RowItems(top, neighbours, List.of(), complete).sorted(most);
    }

    /** With what members were exchanged of late. */
    RowItems exchanging(List<Exchange> exchanged) {
        return new RowItems(top, neighbours, exchanged, complete);
    }

    /** All lists in order and no longer than told. */
    public RowItems sorted(int most) {
        List<Top> byDegree = new ArrayList<>(top);
        byDegree.sort(Comparator.comparingLong(Top::degree).reversed().thenComparing(Top::id));
        List<Neighbour> byWeight = new ArrayList<>(neighbours);
        byWeight.sort(Comparator.comparingLong(Neighbour::weight).reversed().thenComparingInt(Neighbour::row));
        List<Exchange> byMoves = new ArrayList<>(exchanges);
        byMoves.sort(Comparator.comparingLong(Exchange::moves).reversed().thenComparingInt(Exchange::row));
        return new RowItems(first(byDegree, most), first(byWeight, most), first(byMoves, most), complete);
    }

    /** With those of another instance. */
    public RowItems with(RowItems other, int most) {
        Int2LongOpenHashMap weights = new Int2LongOpenHashMap();
        for (RowItems part : List.of(this, other)) {
            part.neighbours.forEach(neighbour -> weights.addTo(neighbour.row(), neighbour.weight()));
        }
        List<Top> both = new ArrayList<>(top);
        both.addAll(other.top);
        List<Neighbour> summed = new ArrayList<>(weights.size());
        weights.int2LongEntrySet().forEach(entry -> summed.add(new Neighbour(entry.getIntKey(), entry.getLongValue())));
        Int2ObjectOpenHashMap<Exchange> exchanged = new Int2ObjectOpenHashMap<>();
        for (RowItems part : List.of(this, other)) {
            part.exchanges.forEach(exchange -> exchanged.merge(exchange.row(), exchange, Exchange::plus));
        }
        return new RowItems(both, summed, List.copyOf(exchanged.values()), complete && other.complete).sorted(most);
    }

    private static <T> List<T> first(List<T> list, int most) {
        return list.size() > most ? List.copyOf(list.subList(0, most)) : list;
    }
}
