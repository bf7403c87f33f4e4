// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import java.io.IOException;
import java.util.Locale;

/** What a version can be written as. */
public enum ExportFormat {
    /** Arrays of NumPy. */
    NPY,
    /** A Parquet file a side. */
    PARQUET,
    /** A CSV file a side. */
    CSV,
    /** What the managed-collision modules of TorchRec hold. */
    TORCHREC,
    /** Vocabulary lists, and arrays of NumPy with shifted rows, for NVTabular and Keras. */
    NVTABULAR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Writes the files of one side and returns what they hold. */
    Manifest.Vertices write(SortedSide side, VersionExport.Options options, int rows, long inUse, ExportFolder folder)
            throws IOException {
        Manifest.Vertices plain = new Manifest.Vertices(
                side.size(), side.isNumeric() ? "int64" : "text", side.stale(), inUse, null, null);
        return switch (this) {
            case NPY -> {
                ArrayFiles.write(side, folder);
                yield plain;
            }
            case PARQUET -> {
                ColumnFiles.writeParquet(side, folder);
                yield plain;
            }
            case CSV -> {
                ColumnFiles.writeCsv(side, folder);
                yield plain;
            }
            case TORCHREC -> {
                int tableRows = options.reserveLast() ? rows + 1 : rows;
                TrainerFiles.writeTorchRec(side, tableRows - 1, folder);
                yield plain.in(tableRows, tableRows - 1);
            }
            case NVTABULAR -> {
                TrainerFiles.writeVocabulary(side, options.rowOffset(), folder);
                yield plain.in(rows + options.rowOffset(), null);
            }
        };
    }
}
