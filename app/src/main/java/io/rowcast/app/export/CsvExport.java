// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.client.SideTable;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Mappings as CSV in UTF-8: header {@code side,id,row,secondary_row}, then one line per vertex, users first, by id in
 * the order of code points, so that equal mappings give equal files. No secondary row is an empty field.
 */
public final class CsvExport {
    private static final int BUFFER_CHARS = 64 << 10;

    private CsvExport() {}

    /**
     * Writes all mappings and flushes; the stream stays open.
     *
     * @return the number of vertices written
     * @throws IOException if the stream cannot be written
     */
    public static long write(CodebookTable table, OutputStream out) throws IOException {
        // Not closed, as that would close the caller's stream, be it a file or standard output.
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(BUFFER_CHARS)
                .build(out);
        try {
            csv.writeRecord("side", "id", "row", "secondary_row");
            for (Side side : Side.values()) {
                SideTable vertices = table.vertices(side);
                for (int entry : vertices.sortedAsText()) {
                    csv.writeRecord(
                            side.word(),
                            vertices.id(entry),
                            row(vertices.row(entry)),
                            row(vertices.secondaryRow(entry)));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        csv.flush();
        return (long) table.size(Side.USER) + table.size(Side.ITEM);
    }

    private static String row(int row) {
        return row == Mapping.NO_ROW ? null : Integer.toString(row);
    }
}
