// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.client.RowStates;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VertexId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What an export says of each row of a side: generation, state, and a fingerprint of its members, the sum mod 2^64 of their
 * hashes. By these, and in nothing else, one export is compared with another.
 */
final class RowFiles {
    private static final String GENERATIONS = "-row-generations.npy";
    private static final String STATES = "-row-states.npy";
    private static final String FINGERPRINTS = "-row-fingerprints.npy";

    private final long[] generations;
    /** {@link RowStates#UNUSED}, {@link RowStates#EMPTY} or {@link RowStates#MEMBERS}. */
    private final long[] states;
    /** 0 without members. */
    private final long[] fingerprints;

    private RowFiles(long[] generations, long[] states, long[] fingerprints) {
        this.generations = generations;
        this.states = states;
        this.fingerprints = fingerprints;
    }

    /**
     * Those of a table.
     *
     * @throws ExportException if a vertex has a row that there is not
     */
    static RowFiles of(CodebookTable table, SortedSide side, int rows) throws ExportException {
        RowStates known = table.rows(side.side());
        RowFiles files = new RowFiles(new long[rows], new long[rows], new long[rows]);
        for (int row = 0; row < rows; row++) {
            files.generations[row] = known.generation(row);
            files.states[row] = known.state(row);
        }
        for (int vertex = 0; vertex < side.size(); vertex++) {
            int highest = Math.max(side.row(vertex), side.secondaryRow(vertex));
            if (highest >= rows) {
                throw new ExportException(
                        side.side().word() + " '" + side.id(vertex) + "' has row " + highest + " of " + rows);
            }
            long hash = VertexId.of(side.id(vertex)).hash();
            files.fingerprints[side.row(vertex)] += hash;
            int secondary = side.secondaryRow(vertex);
            if (secondary != Mapping.NO_ROW && secondary != side.row(vertex)) {
                files.fingerprints[secondary] += hash;
            }
        }
        return files;
    }

    /**
     * Those of an earlier export.
     *
     * @throws IOException naming the file, if one is missing or not what it should be
     */
    static RowFiles read(Path folder, Side side) throws IOException {
        String name = side.word() + "s";
        return new RowFiles(
                NpyArray.read(folder.resolve(name + GENERATIONS), NpyFile.Type.INT32),
                NpyArray.read(folder.resolve(name + STATES), NpyFile.Type.INT8),
                NpyArray.read(folder.resolve(name + FINGERPRINTS), NpyFile.Type.UINT64));
    }

    void write(ExportFolder folder, String name) throws IOException {
        write(folder, name + GENERATIONS, NpyFile.Type.INT32, generations);
        write(folder, name + STATES, NpyFile.Type.INT8, states);
        write(folder, name + FINGERPRINTS, NpyFile.Type.UINT64, fingerprints);
    }

    /** Writes the rows that changed against an earlier export, that were reset, and that were freed. */
    void writeChanges(RowFiles before, ExportFolder folder, String name) throws IOException {
        writeRows(
                folder,
                name + "-changed-rows.npy",
                row -> fingerprints[row] != before.fingerprints[row] || generations[row] != before.generations[row]);
        writeRows(folder, name + "-reset-rows.npy", row -> generations[row] > before.generations[row]);
        writeRows(
                folder,
                name + "-freed-rows.npy",
                row -> before.states[row] == RowStates.MEMBERS && states[row] != RowStates.MEMBERS);
    }

    private void writeRows(ExportFolder folder, String name, IntPredicate chosen) throws IOException {
        long[] rows =
                IntStream.range(0, states.length).filter(chosen).asLongStream().toArray();
        write(folder, name, NpyFile.Type.INT32, rows);
    }

    private static void write(ExportFolder folder, String name, NpyFile.Type type, long[] values) throws IOException {
        try (NpyFile file = new NpyFile(folder.file(name), type, values.length)) {
            for (long value : values) {
                file.put(value);
            }
            file.complete();
        }
    }
}
