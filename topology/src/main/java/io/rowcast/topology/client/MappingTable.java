package io.rowcast.topology.client;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The latest mapping of every vertex: two open hash tables of ids, packed rows and packed generations, about 30 bytes per
 * vertex beside its id. Not thread-safe.
 */
public final class MappingTable {
    private final Rows users = new Rows();
    private final Rows items = new Rows();

    /** Takes in a later mapping; one whose row is {@link Mapping#NO_ROW} takes the vertex out. */
    public void put(Mapping mapping) {
        long packed = mapping.row() == Mapping.NO_ROW ? Rows.GONE : pack(mapping.row(), mapping.secondaryRow());
        rows(mapping.side()).put(mapping.id(), packed, pack(mapping.generation(), mapping.secondaryGeneration()));
    }

    /** Number of vertices of a side that have a row. */
    public int size(Side side) {
        return rows(side).live;
    }

    /** The mapping of a vertex, or {@code null} if it has none. */
    public Mapping get(Side side, String id) {
        Rows rows = rows(side);
        int slot = rows.slot(id);
        if (rows.ids[slot] == null || rows.packed[slot] == Rows.GONE) {
            return null;
        }
        long packed = rows.packed[slot];
        long generations = rows.generations[slot];
        return new Mapping(
                side, id, (int) (packed >>> 32), (int) (generations >>> 32), (int) packed, (int) generations);
    }

    /** Passes every mapping, in no particular order. */
    public void forEach(Consumer<Mapping> each) {
        for (Side side : Side.values()) {
            for (String id : ids(side)) {
                each.accept(get(side, id));
            }
        }
    }

    /** The ids of the vertices of a side that have a row, in no particular order. */
    public String[] ids(Side side) {
        return rows(side).liveIds();
    }

    private Rows rows(Side side) {
        return side == Side.USER ? users : items;
    }

    private static long pack(int primary, int secondary) {
        return ((long) primary << 32) | (secondary & 0xffffffffL);
    }

    /** Id to packed rows with linear probing. An id that is gone keeps its slot until the table grows. */
    private static final class Rows {
        static final long GONE = -1;
        private static final int FIRST_CAPACITY = 1 << 10;
        private static final int MAX_CAPACITY = 1 << 30;

        private String[] ids = new String[FIRST_CAPACITY];
        private long[] packed = new long[FIRST_CAPACITY];
        private long[] generations = new long[FIRST_CAPACITY];
        private int taken;
        private int live;

        void put(String id, long rows, long generationsOfRows) {
            int slot = slot(id);
            if (ids[slot] == null) {
                if (rows == GONE) {
                    return;
                }
                if (taken >= ids.length / 4 * 3) {
                    rehash();
                    slot = slot(id);
                }
                ids[slot] = id;
                packed[slot] = GONE;
                taken++;
            }
            live += (rows == GONE ? 0 : 1) - (packed[slot] == GONE ? 0 : 1);
            packed[slot] = rows;
            generations[slot] = generationsOfRows;
        }

        String[] liveIds() {
            String[] all = new String[live];
            int next = 0;
            for (int slot = 0; slot < ids.length; slot++) {
                if (ids[slot] != null && packed[slot] != GONE) {
                    all[next++] = ids[slot];
                }
            }
            return all;
        }

        private int slot(String id) {
            int mask = ids.length - 1;
            int hash = id.hashCode() * 0x9e3779b9;
            int slot = (hash ^ (hash >>> 16)) & mask;
            while (ids[slot] != null && !ids[slot].equals(id)) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void rehash() {
            // Doubles unless many are gone: then the same size without them is enough.
            int capacity = live >= ids.length / 8 * 3 ? 2 * ids.length : ids.length;
            if (capacity > MAX_CAPACITY || capacity < 0) {
                throw new IllegalStateException("more than " + live + " vertices of one side");
            }
            String[] oldIds = ids;
            long[] oldPacked = packed;
            long[] oldGenerations = generations;
            ids = new String[capacity];
            packed = new long[capacity];
            generations = new long[capacity];
            Arrays.fill(packed, GONE);
            taken = 0;
            for (int i = 0; i < oldIds.length; i++) {
                if (oldIds[i] != null && oldPacked[i] != GONE) {
                    int slot = slot(oldIds[i]);
                    ids[slot] = oldIds[i];
                    packed[slot] = oldPacked[i];
                    generations[slot] = oldGenerations[i];
                    taken++;
                }
            }
        }
    }
}
