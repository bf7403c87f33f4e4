// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import io.rowcast.topology.graph.Side;
import java.util.BitSet;

/**
 * What happened to the rows of both sides over some time, as bits. Changes of two spells of time that follow each other add
 * up to those of both together; changes of different partitions do too, as the states of a row are all in one. Knows which
 * blocks of bits were touched, so that its keeper need write only those.
 */
public final class RowChanges {
    /** Rows of a block. */
    public static final int BLOCK_ROWS = 256;

    /** What happened; the ordinal is stored. */
    public enum Kind {
        /** A vertex became a member of the row or left it, even if it came back. */
        CHANGED,
        /** The generation of the row rose. */
        RESET,
        /** The row had members before and has none now. */
        FREED,
        /** The row had no members before and has some now. */
        OPENED
    }

    private final BitSet[][] rows = new BitSet[Side.values().length][Kind.values().length];
    private final BitSet[][] touched = new BitSet[Side.values().length][Kind.values().length];

    /** Is given a block that was touched. */
    @FunctionalInterface
    public interface BlockVisitor {
        /**
         * Visits it.
         *
         * @param block number of the block
         * @param bits its bits from 0 on
         */
        void visit(Side side, Kind kind, int block, BitSet bits);
    }

    public RowChanges() {
        for (int side = 0; side < rows.length; side++) {
            for (int kind = 0; kind < rows[side].length; kind++) {
                rows[side][kind] = new BitSet();
                touched[side][kind] = new BitSet();
            }
        }
    }

    /** A copy of the bits of one kind. */
    public BitSet rows(Side side, Kind kind) {
        return (BitSet) bits(side, kind).clone();
    }

    /** Whether nothing happened. */
    public boolean isEmpty() {
        for (BitSet[] side : rows) {
            for (BitSet kind : side) {
                if (!kind.isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Notes that a member came or went. */
    void memberChanged(Side side, int row) {
        set(side, Kind.CHANGED, row, true);
    }

    /** Notes that the generation of a row rose. */
    void reset(Side side, int row) {
        set(side, Kind.RESET, row, true);
    }

    /** Notes that a row got its first member, or lost its last. */
    void membership(Side side, int row, boolean members) {
        Kind other = members ? Kind.FREED : Kind.OPENED;
        if (bits(side, other).get(row)) {
            set(side, other, row, false);
        } else {
            set(side, members ? Kind.OPENED : Kind.FREED, row, true);
        }
    }

    /** Adds what happened later, or in another partition. */
    public void add(RowChanges later) {
        for (Side side : Side.values()) {
            later.bits(side, Kind.CHANGED).stream().forEach(row -> memberChanged(side, row));
            later.bits(side, Kind.RESET).stream().forEach(row -> reset(side, row));
            later.bits(side, Kind.FREED).stream().forEach(row -> membership(side, row, false));
            later.bits(side, Kind.OPENED).stream().forEach(row -> membership(side, row, true));
        }
    }

    /** Sets all bits of a block that its keeper reads back. */
    public void restore(Side side, Kind kind, int block, BitSet bits) {
        bits.stream().forEach(bit -> bits(side, kind).set(block * BLOCK_ROWS + bit));
    }

    /** Begins again with nothing. */
    public void clear() {
        for (int side = 0; side < rows.length; side++) {
            for (int kind = 0; kind < rows[side].length; kind++) {
                rows[side][kind].clear();
                touched[side][kind].clear();
            }
        }
    }

    /** Hands out every block touched since the last call or the last {@link #clear()}. */
    public void takeTouched(BlockVisitor visitor) {
        for (Side side : Side.values()) {
            for (Kind kind : Kind.values()) {
                BitSet blocks = touched[side.ordinal()][kind.ordinal()];
                blocks.stream()
                        .forEach(block -> visitor.visit(
                                side, kind, block, bits(side, kind).get(block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS)));
                blocks.clear();
            }
        }
    }

    private void set(Side side, Kind kind, int row, boolean value) {
        BitSet bits = bits(side, kind);
        if (bits.get(row) != value) {
            bits.set(row, value);
            touched[side.ordinal()][kind.ordinal()].set(row / BLOCK_ROWS);
        }
    }

    private BitSet bits(Side side, Kind kind) {
        return rows[side.ordinal()][kind.ordinal()];
    }
}
