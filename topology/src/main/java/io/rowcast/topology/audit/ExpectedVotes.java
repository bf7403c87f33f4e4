// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import it.unimi.dsi.fastutil.ints.Int2LongRBTreeMap;
import it.unimi.dsi.fastutil.ints.Int2LongSortedMap;
import java.nio.ByteBuffer;

/** Gives out the votes that users' records call for, item after item in the order of hashes taken as unsigned numbers. */
final class ExpectedVotes implements AutoCloseable {
    private static final int KEY_BYTES = Long.BYTES + Integer.BYTES;

    private final Spool.Scan scan;

    ExpectedVotes(Spool spool) {
        scan = spool.scan(Section.EXPECTED_VOTES);
    }

    static byte[] key(long item, int label) {
        return ByteBuffer.allocate(KEY_BYTES).putLong(item).putInt(label).array();
    }

    boolean atEnd() {
        return scan.key() == null;
    }

    /** The item whose votes come next. */
    long item() {
        return ByteBuffer.wrap(scan.key()).getLong();
    }

    /** The votes of the next item by label, where there are any. */
    Int2LongSortedMap take() {
        long item = item();
        Int2LongSortedMap votes = new Int2LongRBTreeMap();
        while (!atEnd() && item() == item) {
            long sum = Spool.sum(scan.value());
            if (sum != 0) {
                votes.put(ByteBuffer.wrap(scan.key()).getInt(Long.BYTES), sum);
            }
            scan.next();
        }
        return votes;
    }

    @Override
    public void close() {
        scan.close();
    }
}
