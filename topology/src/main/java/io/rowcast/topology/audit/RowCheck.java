// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.audit.Recounted.Task;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowGenerations;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.store.OwnedRows;
import java.util.function.Function;

/** Checks the rows: who uses them, their generations, and those under which vertices are in them. Bounded by K. */
final class RowCheck {
    private final Spool spool;
    private final ClusteringConfig config;
    private final Tally tally;
    private final Recounted recounted;
    private final VolumeCheck volumes;
    private final long[][] packed;
    private final long[] sums = new long[Side.values().length];

    /** Reads the rows and compares what was published of them. */
    RowCheck(
            Spool spool,
            Function<Section, String> topics,
            ClusteringConfig config,
            Findings findings,
            Recounted recounted,
            VolumeCheck volumes) {
        this.spool = spool;
        this.config = config;
        this.tally = findings.rows;
        this.recounted = recounted;
        this.volumes = volumes;
        packed = new long[sums.length][config.rows()];
        TaskRecords stored = new TaskRecords(
                spool,
                Section.ROWS,
                topics.apply(Section.ROWS),
                config,
                tally,
                (key, partition) ->
                        (key.kind() == Kind.ROWS || key.kind() == Kind.ROW_CHANGES) && key.partition() == partition);
        for (Side side : Side.values()) {
            for (int partition = 0; partition < config.partitions(); partition++) {
                read(side, partition, stored.rows(new Task(side, partition)), volumes.published());
            }
        }
    }

    private void read(Side side, int partition, long[] rows, TaskRecords published) {
        long[] told = published.rows(new Task(side, partition));
        for (int number = 0; number < rows.length; number++) {
            int row = OwnedRows.row(number, partition, config.partitions());
            tally.require(
                    told[number] == rows[number],
                    "%s: %s row %d is published as %s, but stored as %s",
                    published.topic(),
                    side.word(),
                    row,
                    text(told[number]),
                    text(rows[number]));
            if (row < config.rows()) {
                packed[side.code()][row] = rows[number];
                sums[side.code()] += RowGenerations.generation(rows[number]);
            } else {
                tally.require(rows[number] == 0, "%s row %d is beyond K", side.word(), row);
            }
        }
    }

    private static String text(long row) {
        return "generation " + RowGenerations.generation(row) + " of " + RowGenerations.tasks(row) + " tasks";
    }

    /** Checks the generations under which a vertex is in its rows. */
    void vertex(int partition, Mapping mapping) {
        boolean agreed = volumes.stored(new Task(mapping.side(), partition), Counter.GENERATIONS)
                == sums[mapping.side().code()];
        check(mapping, mapping.row(), mapping.generation(), agreed);
        if (mapping.secondaryRow() != Mapping.NO_ROW) {
            check(mapping, mapping.secondaryRow(), mapping.secondaryGeneration(), agreed);
        }
    }

    private void check(Mapping mapping, int row, int generation, boolean agreed) {
        if (row < 0 || row >= config.rows()) {
            return;
        }
        int now = RowGenerations.generation(packed[mapping.side().code()][row]);
        tally.require(
                agreed ? generation == now : generation <= now,
                "%s %s is in row %d under generation %d, but that of the row is %d",
                mapping.side().word(),
                mapping.id(),
                row,
                generation,
                now);
    }

    /** Compares the rows with their uses, recounted from all vertices, and notes what their records should be. */
    void run(PendingRowUses pending) {
        for (Side side : Side.values()) {
            int[] users = new int[config.rows()];
            for (int partition = 0; partition < config.partitions(); partition++) {
                long[] primary = recounted.volumes(new Task(side, partition));
                long[] second = side == Side.USER ? recounted.secondaries(partition) : new long[users.length];
                for (int row = 0; row < users.length; row++) {
                    users[row] += primary[row] > 0 || second[row] > 0 ? 1 : 0;
                }
            }
            for (int row = 0; row < users.length; row++) {
                long found = packed[side.code()][row];
                int expected = users[row] - pending.of(side, row);
                tally.require(
                        RowGenerations.tasks(found) == expected,
                        "%s row %d counts %d tasks that use it, not %d",
                        side.word(),
                        row,
                        RowGenerations.tasks(found),
                        expected);
                if (found != 0) {
                    MappingCheck.expect(
                            spool,
                            new RowState(side, row, RowGenerations.generation(found), RowGenerations.tasks(found) > 0));
                }
            }
        }
    }
}
