// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.graph.Votes;
import java.util.ArrayList;
import java.util.List;

/**
 * Votes for the items of one partition, in the order in which they were cast. Layout: version u8 | one or more of: flags u8 (1 has id, 2 weighted) | from+1 varint |
 * to+1 varint | id text, if any | n varint | n x item hash 8 B | n x weight varint, if weighted.
 */
public final class VoteBatch {
    private static final int VERSION = 1;
    private static final int HAS_ID = 1;
    private static final int WEIGHTED = 2;

    private final ByteWriter out = new ByteWriter(1024).u8(VERSION);

    /** Adds votes behind those already here. */
    public void add(Votes votes) {
        boolean weighted = votes.weights() != null;
        out.u8((votes.id() != null ? HAS_ID : 0) | (weighted ? WEIGHTED : 0))
                .varint(votes.from() + 1)
                .varint(votes.to() + 1);
        if (votes.id() != null) {
            out.text(votes.id());
        }
        out.varint(votes.items().length);
        for (long item : votes.items()) {
            out.fixed(item);
        }
        if (weighted) {
            for (long weight : votes.weights()) {
                out.varint(weight);
            }
        }
    }

    public boolean isEmpty() {
        return out.size() == 1;
    }

    /** Encoded size so far. */
    public int bytes() {
        return out.size();
    }

    /** The encoded batch; the next one begins empty. */
    public byte[] take() {
        byte[] bytes = out.copy();
        out.clear().u8(VERSION);
        return bytes;
    }

    /**
     * Decodes a batch.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static List<Votes> decode(byte[] bytes) {
        ByteReader in = new ByteReader("votes", bytes, VERSION);
        List<Votes> batch = new ArrayList<>();
        while (!in.atEnd()) {
            batch.add(read(in));
        }
        return batch;
    }

    private static Votes read(ByteReader in) {
        int flags = in.u8();
        int from = in.varint(Integer.MAX_VALUE) - 1;
        int to = in.varint(Integer.MAX_VALUE) - 1;
        String id = (flags & HAS_ID) != 0 ? in.text() : null;
        long[] items = new long[in.count(Long.BYTES)];
        for (int i = 0; i < items.length; i++) {
            items[i] = in.fixed();
        }
        long[] weights = null;
        if ((flags & WEIGHTED) != 0) {
            weights = new long[items.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = in.varint();
            }
        }
        return new Votes(from, to, id, items, weights);
    }
}
