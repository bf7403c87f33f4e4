// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.clustering.ItemLabels;
import it.unimi.dsi.fastutil.HashCommon;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The label of every item of the deployment, in memory: 16 bytes a slot at a load between 0.68 and 0.85, so at most 24
 * bytes an item. Written by the one global thread and read by all stream threads at once, without locks: a slot's value
 * is written before its key, a key never leaves its slot, and a segment that grows is replaced as a whole.
 *
 * <p>Value of a slot: check in the high 32 bits, label in the low ones.
 */
public final class ItemLabelTable extends GlobalTable implements ItemLabels {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int SEGMENT_BITS = 8;
    private static final double MAX_LOAD = 0.85;
    private static final double GROWTH = 1.25;
    private static final long NO_KEY = 0;
    private static final long ABSENT = -1L;

    private final AtomicReferenceArray<Segment> segments = new AtomicReferenceArray<>(1 << SEGMENT_BITS);
    private final AtomicInteger size = new AtomicInteger();

    private static final class Segment {
        private final long[] keys;
        private final long[] values;
        private int used;

        Segment(int capacity) {
            keys = new long[capacity];
            values = new long[capacity];
        }

        /** The slot of a key, or the free slot where it would go as {@code -slot - 1}. */
        int find(long key) {
            // Segments are chosen by the high bits of the mixed hash and slots by the low ones.
            int slot = (int) (((HashCommon.mix(key) & 0xffff_ffffL) * keys.length) >>> 32);
            while (true) {
                long found = (long) LONGS.getAcquire(keys, slot);
                if (found == key) {
                    return slot;
                }
                if (found == NO_KEY) {
                    return -slot - 1;
                }
                slot = slot + 1 == keys.length ? 0 : slot + 1;
            }
        }
    }

    /**
     * @param name store name
     */
    public ItemLabelTable(String name) {
        super(name);
        clear();
    }

    /** The number of items that have a label. */
    public int size() {
        return size.get();
    }

    /** Bytes that the slots of all segments take. */
    public long bytes() {
        long slots = 0;
        for (int i = 0; i < segments.length(); i++) {
            slots += segments.get(i).keys.length;
        }
        return 2 * Long.BYTES * slots;
    }

    @Override
    public int label(long item) {
        return (int) value(item);
    }

    @Override
    public boolean collides(long item, int check) {
        long value = value(item);
        return value != ABSENT && (int) (value >>> 32) != check;
    }

    /**
     * Sets the label of an item. Only the global thread may call this.
     *
     * @param label in [0, K)
     */
    public void put(long item, int label, int check) {
        int index = segmentOf(item);
        Segment segment = segments.get(index);
        int slot = segment.find(item);
        if (slot < 0 && segment.used + 1 > MAX_LOAD * segment.keys.length) {
            segment = grow(index, segment);
            slot = segment.find(item);
        }
        long value = (long) check << 32 | label;
        if (slot < 0) {
            LONGS.setRelease(segment.values, -slot - 1, value);
            LONGS.setRelease(segment.keys, -slot - 1, item);
            segment.used++;
            size.addAndGet(1);
        } else {
            size.addAndGet((long) LONGS.getAndSet(segment.values, slot, value) == ABSENT ? 1 : 0);
        }
    }

    /** Forgets an item. Only the global thread may call this. */
    public void remove(long item) {
        Segment segment = segments.get(segmentOf(item));
        int slot = segment.find(item);
        if (slot >= 0 && (long) LONGS.getAndSet(segment.values, slot, ABSENT) != ABSENT) {
            size.addAndGet(-1);
        }
    }

    /** Is shown items. */
    @FunctionalInterface
    public interface Visitor {
        void visit(long item, int label);
    }

    /** Shows all items that have a label and keep it meanwhile, in no order. For any thread. */
    public void forEach(Visitor visitor) {
        for (int i = 0; i < segments.length(); i++) {
            Segment segment = segments.getAcquire(i);
            for (int slot = 0; slot < segment.keys.length; slot++) {
                long key = (long) LONGS.getAcquire(segment.keys, slot);
                long value = key == NO_KEY ? ABSENT : (long) LONGS.getAcquire(segment.values, slot);
                if (value != ABSENT) {
                    visitor.visit(key, (int) value);
                }
            }
        }
    }

    private long value(long item) {
        Segment segment = segments.getAcquire(segmentOf(item));
        int slot = segment.find(item);
        return slot < 0 ? ABSENT : (long) LONGS.getAcquire(segment.values, slot);
    }

    private Segment grow(int index, Segment old) {
        int live = 0;
        for (int i = 0; i < old.keys.length; i++) {
            live += old.keys[i] != NO_KEY && old.values[i] != ABSENT ? 1 : 0;
        }
        Segment grown = new Segment((int) Math.max(16, Math.ceil((live + 1) * GROWTH / MAX_LOAD)));
        for (int i = 0; i < old.keys.length; i++) {
            if (old.keys[i] != NO_KEY && old.values[i] != ABSENT) {
                int slot = -grown.find(old.keys[i]) - 1;
                grown.keys[slot] = old.keys[i];
                grown.values[slot] = old.values[i];
                grown.used++;
            }
        }
        segments.setRelease(index, grown);
        return grown;
    }

    private static int segmentOf(long item) {
        return (int) (HashCommon.mix(item) >>> (Long.SIZE - SEGMENT_BITS));
    }

    private void clear() {
        for (int i = 0; i < segments.length(); i++) {
            segments.set(i, new Segment(16));
        }
        size.set(0);
    }
}
