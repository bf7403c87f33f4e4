// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows of the vertices of one side, by id. An id that is the decimal text of a 64-bit integer is kept as that integer
 * and takes 29 to 41 bytes; any other takes 4 bytes more, and its text. A vertex is at an <em>entry</em>, a number that
 * holds until the table is next changed. Holds up to 800 million vertices. Not thread-safe.
 */
public final class SideTable {
    /** No entry: the id is not in the table. */
    public static final int NONE = -1;

    private static final int FIRST_SLOTS = 1 << 10;
    private static final int MAX_SLOTS = 1 << 30;
    private static final Hasher64 TEXT_HASH = Hashing.xxh3_64();

    private final Side side;
    /** Entry plus 1 by hash of the id with linear probing; 0 is free. */
    private int[] slots = new int[FIRST_SLOTS];

    private long[] keys = new long[FIRST_SLOTS / 2];
    private int[] rows = new int[FIRST_SLOTS / 2];
    private int[] generations = new int[FIRST_SLOTS / 2];
    private int[] secondaryRows = new int[FIRST_SLOTS / 2];
    private int[] secondaryGenerations = new int[FIRST_SLOTS / 2];
    /** Ids whose key is a hash, at their entries; {@code null} while there was none. */
    private String[] texts;

    private int taken;
    private int size;
    private int textSize;
    /** Chain of free entries through {@link #rows}. */
    private int free = NONE;

    SideTable(Side side) {
        this.side = side;
    }

    /** Number of vertices that have a row. */
    public int size() {
        return size;
    }

    /** Whether every id is the decimal text of a 64-bit integer. */
    public boolean isNumeric() {
        return textSize == 0;
    }

    /** The entry of the vertex whose id is the decimal text of a number, or {@link #NONE}. */
    public int find(long id) {
        return slots[slot(id, null)] - 1;
    }

    /** The entry of a vertex, or {@link #NONE}. */
    public int find(String id) {
        boolean number = DecimalId.is(id);
        return slots[slot(number ? Long.parseLong(id) : hash(id), number ? null : id)] - 1;
    }

    /** An id that is no 64-bit integer, if there is one. */
    public Optional<String> anyText() {
        return textSize == 0
                ? Optional.empty()
                : Arrays.stream(texts).filter(Objects::nonNull).findFirst();
    }

    /** The id at an entry. */
    public String id(int entry) {
        String text = text(entry);
        return text == null ? Long.toString(keys[entry]) : text;
    }

    /** The id at an entry as a number, where {@link #isNumeric()}. */
    public long number(int entry) {
        return keys[entry];
    }

    public int row(int entry) {
        return rows[entry];
    }

    public int generation(int entry) {
        return generations[entry];
    }

    /** The secondary row, or {@link Mapping#NO_ROW}. */
    public int secondaryRow(int entry) {
        return secondaryRows[entry];
    }

    public int secondaryGeneration(int entry) {
        return secondaryGenerations[entry];
    }

    /** The mapping at an entry. */
    public Mapping mapping(int entry) {
        return new Mapping(
                side, id(entry), rows[entry], generations[entry], secondaryRows[entry], secondaryGenerations[entry]);
    }

    /** All entries by id: in the order of the numbers where {@link #isNumeric()}, else as {@link #sortedAsText()}. */
    public int[] sorted() {
        if (!isNumeric()) {
            return sortedAsText();
        }
        long[] ids = new long[size];
        int next = 0;
        for (int slot : slots) {
            if (slot != 0) {
                ids[next++] = keys[slot - 1];
            }
        }
        Arrays.parallelSort(ids);
        int[] entries = new int[size];
        Arrays.setAll(entries, i -> find(ids[i]));
        return entries;
    }

    /** All entries by id, in the order of code points, which is that of the bytes in UTF-8. */
    public int[] sortedAsText() {
        String[] ids = new String[size];
        int next = 0;
        for (int slot : slots) {
            if (slot != 0) {
                ids[next++] = id(slot - 1);
            }
        }
        Arrays.parallelSort(ids, CodePointOrder.OF_TEXTS);
        int[] entries = new int[size];
        Arrays.setAll(entries, i -> find(ids[i]));
        return entries;
    }

    /** Takes in a later mapping of a vertex; one whose row is {@link Mapping#NO_ROW} takes the vertex out. */
    void put(Mapping mapping) {
        boolean number = DecimalId.is(mapping.id());
        long key = number ? Long.parseLong(mapping.id()) : hash(mapping.id());
        String text = number ? null : mapping.id();
        int slot = slot(key, text);
        if (mapping.row() == Mapping.NO_ROW) {
            if (slots[slot] != 0) {
                remove(slot);
            }
            return;
        }
        if (slots[slot] == 0) {
            if (size >= slots.length / 4 * 3) {
                widen();
                slot = slot(key, text);
            }
            slots[slot] = add(key, text) + 1;
        }
        int entry = slots[slot] - 1;
        rows[entry] = mapping.row();
        generations[entry] = mapping.generation();
        secondaryRows[entry] = mapping.secondaryRow();
        secondaryGenerations[entry] = mapping.secondaryGeneration();
    }

    private int add(long key, String text) {
        int entry = free;
        if (entry == NONE) {
            entry = taken++;
            if (entry == keys.length) {
                lengthen(keys.length + keys.length / 4);
            }
        } else {
            free = rows[entry];
        }
        keys[entry] = key;
        if (text != null) {
            if (texts == null) {
                texts = new String[keys.length];
            }
            texts[entry] = text;
            textSize++;
        }
        size++;
        return entry;
    }

    private void remove(int slot) {
        int entry = slots[slot] - 1;
        if (text(entry) != null) {
            texts[entry] = null;
            textSize--;
        }
        rows[entry] = free;
        free = entry;
        size--;
        close(slot);
    }

    /** Frees a slot and moves those after it up that would no longer be found behind the gap. */
    private void close(int slot) {
        int mask = slots.length - 1;
        int gap = slot;
        for (int next = (gap + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
            int home = home(keys[slots[next] - 1], mask);
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                slots[gap] = slots[next];
                gap = next;
            }
        }
        slots[gap] = 0;
    }

    private int slot(long key, String text) {
        int mask = slots.length - 1;
        int slot = home(key, mask);
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, key, text)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isAt(int entry, long key, String text) {
        if (keys[entry] != key) {
            return false;
        }
        String other = text(entry);
        return text == null ? other == null : text.equals(other);
    }

    private String text(int entry) {
        return texts == null ? null : texts[entry];
    }

    private void widen() {
        if (slots.length == MAX_SLOTS) {
            throw new IllegalStateException("more than " + size + " vertices of side " + side.word());
        }
        int[] old = slots;
        slots = new int[2 * old.length];
        int mask = slots.length - 1;
        for (int value : old) {
            if (value != 0) {
                int slot = home(keys[value - 1], mask);
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = value;
            }
        }
    }

    private void lengthen(int length) {
        keys = Arrays.copyOf(keys, length);
        rows = Arrays.copyOf(rows, length);
        generations = Arrays.copyOf(generations, length);
        secondaryRows = Arrays.copyOf(secondaryRows, length);
        secondaryGenerations = Arrays.copyOf(secondaryGenerations, length);
        texts = texts == null ? null : Arrays.copyOf(texts, length);
    }

    private static int home(long key, int mask) {
        return (int) (Mixing.mix(key) >>> 32) & mask;
    }

    private static long hash(String id) {
        return TEXT_HASH.hashCharsToLong(id);
    }
}
