// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.RowUsesFormat;
import io.rowcast.topology.serde.RowUsesFormat.RowUses;
import it.unimi.dsi.fastutil.ints.IntList;

/** Rows that tasks took into use or left of which those that decide on generations have not learned. Bounded by K. */
final class PendingRowUses {
    private final Tally tally;
    private final int[][] changes;

    PendingRowUses(Tally tally, ClusteringConfig config) {
        this.tally = tally;
        changes = new int[Side.values().length][config.rows()];
    }

    void add(TopicRecord record) {
        try {
            RowUses uses = RowUsesFormat.decode(record.value());
            add(changes[uses.side().code()], uses.taken(), 1);
            add(changes[uses.side().code()], uses.left(), -1);
        } catch (CorruptRecordException e) {
            tally.violation("%s: %s", record.place(), e.getMessage());
        }
    }

    private static void add(int[] ofSide, IntList rows, int change) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.getInt(i) >= ofSide.length) {
                throw new CorruptRecordException("row uses: row " + rows.getInt(i) + " is beyond K");
            }
            ofSide[rows.getInt(i)] += change;
        }
    }

    /** How many more tasks use a row than has been learned of. */
    int of(Side side, int row) {
        return changes[side.code()][row];
    }
}
