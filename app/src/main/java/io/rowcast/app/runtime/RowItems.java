package io.rowcast.app.runtime;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.VoteCounts;
import it.unimi.dsi.fastutil.ints.Int2LongMap;
import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The items of one row as far as tasks of this instance own them: those with most edges, and the rows whose users they share.
 *
 * @param top items, most edges first
 * @param neighbours other rows by the weight of the edges from their users to these items, most first
 * @param complete whether all items were read with all their votes; of a large row only some are
 */
public record RowItems(List<Top> top, List<Neighbour> neighbours, boolean complete) {

    /** An item; its degree in edge-weight units. */
    public record Top(String id, long degree) {}

    /** A row; the weight in edge-weight units. */
    public record Neighbour(int row, long weight) {}

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
        return new RowItems(top, neighbours, complete).sorted(most);
    }

    /** Both lists in order and no longer than told. */
    public RowItems sorted(int most) {
        List<Top> byDegree = new ArrayList<>(top);
        byDegree.sort(Comparator.comparingLong(Top::degree).reversed().thenComparing(Top::id));
        List<Neighbour> byWeight = new ArrayList<>(neighbours);
        byWeight.sort(Comparator.comparingLong(Neighbour::weight).reversed().thenComparingInt(Neighbour::row));
        return new RowItems(first(byDegree, most), first(byWeight, most), complete);
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
        return new RowItems(both, summed, complete && other.complete).sorted(most);
    }

    private static <T> List<T> first(List<T> list, int most) {
        return list.size() > most ? List.copyOf(list.subList(0, most)) : list;
    }
}
