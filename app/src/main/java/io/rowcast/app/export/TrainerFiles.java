// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import java.io.IOException;
import java.io.Writer;
import java.util.stream.IntStream;

/**
 * The vertices of a side as other trainers' modules hold them. Those whose generations are not those of their rows are left
 * out, as they count as unknown.
 */
final class TrainerFiles {
    private TrainerFiles() {}

    /**
     * What {@code MCHManagedCollisionModule} of TorchRec holds: raw ids in ascending order and the row of each. The last
     * entry, which that never finds, is the largest integer and the row of unknown ids.
     *
     * @throws ExportException if there is an id that is no 64-bit integer
     */
    static void writeTorchRec(SortedSide side, int unknownRow, ExportFolder folder) throws IOException {
        if (!side.isNumeric()) {
            throw new ExportException("the ids of " + side.name() + " are not all 64-bit integers, such as '"
                    + side.anyText() + "', which TorchRec needs; write them as npy, parquet, csv or nvtabular");
        }
        int[] current = current(side);
        try (NpyFile ids = new NpyFile(
                folder.file(side.name() + "-sorted-raw-ids.npy"), NpyFile.Type.INT64, current.length + 1L)) {
            for (int vertex : current) {
                ids.put(side.number(vertex));
            }
            ids.put(Long.MAX_VALUE);
            ids.complete();
        }
        try (NpyFile rows =
                new NpyFile(folder.file(side.name() + "-remapped-ids.npy"), NpyFile.Type.INT64, current.length + 1L)) {
            for (int vertex : current) {
                rows.put(side.row(vertex));
            }
            rows.put(unknownRow);
            rows.complete();
        }
        try (NpyFile rows = new NpyFile(
                folder.file(side.name() + "-secondary-remapped-ids.npy"), NpyFile.Type.INT64, current.length + 1L)) {
            for (int vertex : current) {
                rows.put(side.secondaryOrPrimary(vertex));
            }
            rows.put(unknownRow);
            rows.complete();
        }
    }

    /**
     * A vocabulary, one id a line, and the rows by the number that a lookup layer gives an id: its place in the vocabulary
     * after some numbers that the layer keeps for itself. Those have the first rows, and all others come after them.
     *
     * @param offset how many numbers the layer keeps
     */
    static void writeVocabulary(SortedSide side, int offset, ExportFolder folder) throws IOException {
        int[] current = current(side);
        try (Writer ids = ArrayFiles.text(folder, side.name() + "-vocabulary.txt")) {
            for (int vertex : current) {
                ArrayFiles.writeLine(ids, side.id(vertex));
            }
        }
        try (NpyFile rows = new NpyFile(
                folder.file(side.name() + "-rows.npy"), NpyFile.Type.INT32, current.length + (long) offset, 2)) {
            for (int kept = 0; kept < offset; kept++) {
                rows.put(kept);
                rows.put(kept);
            }
            for (int vertex : current) {
                rows.put(side.row(vertex) + offset);
                rows.put(side.secondaryOrPrimary(vertex) + offset);
            }
            rows.complete();
        }
    }

    private static int[] current(SortedSide side) {
        return IntStream.range(0, side.size()).filter(side::isCurrent).toArray();
    }
}
