// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;

/** Layout: version u8 | side u8 | twice, first the rows taken, then those left: n varint | n x step from the row before, or from -1, varint. */
public final class RowUsesFormat {
    private static final int VERSION = 1;

    private RowUsesFormat() {}

    /**
     * Rows that a task has taken into use and rows it no longer uses, in a commit.
     *
     * @param side side of the task and of the rows
     * @param taken ascending
     * @param left ascending
     */
    public record RowUses(Side side, IntList taken, IntList left) {}

    public static byte[] encode(RowUses uses) {
        ByteWriter out = new ByteWriter(
                        12 + 3 * (uses.taken().size() + uses.left().size()))
                .u8(VERSION)
                .u8(uses.side().code());
        write(out, uses.taken());
        write(out, uses.left());
        return out.toBytes();
    }

    private static void write(ByteWriter out, IntList rows) {
        out.varint(rows.size());
        int before = -1;
        for (int i = 0; i < rows.size(); i++) {
            out.varint(rows.getInt(i) - before);
            before = rows.getInt(i);
        }
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static RowUses decode(byte[] bytes) {
        ByteReader in = new ByteReader("row uses", bytes, VERSION);
        int side = in.u8();
        if (side > 1) {
            throw new CorruptRecordException("row uses: side " + side);
        }
        RowUses uses = new RowUses(Side.ofCode((byte) side), read(in), read(in));
        in.end();
        return uses;
    }

    private static IntList read(ByteReader in) {
        int size = in.count(1);
        IntArrayList rows = new IntArrayList(size);
        int row = -1;
        for (int i = 0; i < size; i++) {
            int step = in.varint(Integer.MAX_VALUE);
            if (step == 0 || step > Integer.MAX_VALUE - Math.max(0, row)) {
                throw new CorruptRecordException("row uses: a step of " + step + " from row " + row);
            }
            row += step;
            rows.add(row);
        }
        return rows;
    }
}
