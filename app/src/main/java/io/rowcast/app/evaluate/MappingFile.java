// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.rowcast.app.load.InputFormat;
import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadException;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VertexId;
import it.unimi.dsi.fastutil.objects.Object2LongOpenHashMap;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A mapping as {@code rowcast export} writes it: the header {@code side,id,row,secondary_row}, then a line per vertex. */
final class MappingFile {
    private static final List<String> HEADER = List.of("side", "id", "row", "secondary_row");
    private static final long UNKNOWN = -1;

    private final Path file;
    private final int limit;
    private final List<Object2LongOpenHashMap<String>> rows =
            List.of(new Object2LongOpenHashMap<>(), new Object2LongOpenHashMap<>());
    private final int[] largest = {-1, -1};

    private MappingFile(Path file, int limit) {
        this.file = file;
        this.limit = limit;
        rows.forEach(side -> side.defaultReturnValue(UNKNOWN));
    }

    /**
     * The rows of a data set's vertices. One that the file does not name gets the row its hashed id falls on, as a system
     * would have to do that knows the mapping only.
     *
     * @param file CSV, plain, gzip or zstd
     * @param fixedRows rows of each table; 0 for one more than the largest row on that side
     * @throws LoadException naming file and line, if it is not such a file or has a row beyond the table
     */
    static RowAssignment read(Path file, int fixedRows, Dataset dataset) {
        MappingFile mapping = new MappingFile(file, fixedRows == 0 ? Integer.MAX_VALUE : fixedRows);
        mapping.read();
        return mapping.assign(fixedRows, dataset);
    }

    private void read() {
        InputSource source = InputSource.of(file, InputFormat.CSV);
        try (CsvReader<CsvRecord> csv =
                CsvReader.builder().ofCsvRecord(new InputStreamReader(source.openText(), StandardCharsets.UTF_8))) {
            boolean header = true;
            for (CsvRecord line : csv) {
                if (header) {
                    header = false;
                    if (!line.getFields().equals(HEADER)) {
                        throw problem(line, "the header is not " + String.join(",", HEADER));
                    }
                } else {
                    take(line);
                }
            }
        } catch (UncheckedIOException | CsvParseException | IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new LoadException(file + ": " + cause.getMessage(), e);
        }
        for (Side side : Side.values()) {
            if (largest[side.code()] < 0) {
                throw new LoadException(file + ": has no " + side.word());
            }
        }
    }

    private void take(CsvRecord line) {
        int side = side(line).code();
        int primary = row(line, 2);
        int secondary = line.getField(3).isEmpty() ? Mapping.NO_ROW : row(line, 3);
        largest[side] = Math.max(largest[side], Math.max(primary, secondary));
        long before = rows.get(side).put(line.getField(1), (long) primary << 32 | (secondary + 1));
        if (before != UNKNOWN) {
            throw problem(line, "names " + line.getField(0) + " " + line.getField(1) + " a second time");
        }
    }

    private Side side(CsvRecord line) {
        for (Side side : Side.values()) {
            if (side.word().equals(line.getField(0))) {
                return side;
            }
        }
        throw problem(line, "the side is neither user nor item: '" + line.getField(0) + "'");
    }

    private int row(CsvRecord line, int column) {
        int row;
        try {
            row = Integer.parseInt(line.getField(column));
        } catch (NumberFormatException e) {
            row = -1;
        }
        // One less than the largest int, so that the number of rows is an int too.
        if (row < 0 || row == Integer.MAX_VALUE) {
            throw problem(line, HEADER.get(column) + " is no row number: '" + line.getField(column) + "'");
        }
        if (row >= limit) {
            throw problem(line, HEADER.get(column) + " " + row + " is not below the " + limit + " rows given");
        }
        return row;
    }

    private LoadException problem(CsvRecord line, String what) {
        return new LoadException(file + ", line " + line.getStartingLineNumber() + ": " + what);
    }

    private RowAssignment assign(int fixedRows, Dataset dataset) {
        int[] tableRows = new int[2];
        for (int side = 0; side < 2; side++) {
            tableRows[side] = fixedRows == 0 ? largest[side] + 1 : fixedRows;
        }
        int[] primary = new int[dataset.fullRows()];
        int[] secondary = new int[dataset.fullRows()];
        int[] unmapped = new int[2];
        for (Side side : Side.values()) {
            List<String> ids = side == Side.USER ? dataset.users() : dataset.items();
            int vertex = side == Side.USER ? 0 : dataset.users().size();
            int base = side == Side.USER ? 0 : tableRows[Side.USER.code()];
            for (String id : ids) {
                long pair = rows.get(side.code()).getLong(id);
                if (pair == UNKNOWN) {
                    unmapped[side.code()]++;
                    primary[vertex] = base + hashedRow(id, tableRows[side.code()]);
                    secondary[vertex] = Mapping.NO_ROW;
                } else {
                    primary[vertex] = base + (int) (pair >>> 32);
                    secondary[vertex] = (int) pair == 0 ? Mapping.NO_ROW : base + (int) pair - 1;
                }
                vertex++;
            }
        }
        return new RowAssignment(primary, secondary, tableRows[0], tableRows[1], unmapped[0], unmapped[1]);
    }

    /** The row that the hash of an id falls on. */
    static int hashedRow(String id, int rows) {
        return (int) Long.remainderUnsigned(VertexId.of(id).hash(), rows);
    }
}
