// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.rowcast.topology.codebook.Mapping;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * The vertices of a side in one file, in the order of the ids, with the columns id, row, generation, secondary_row and
 * secondary_generation; the last two are empty where there is no secondary row.
 */
final class ColumnFiles {
    private static final List<String> COLUMNS =
            List.of("id", "row", "generation", "secondary_row", "secondary_generation");

    private ColumnFiles() {}

    static void writeParquet(SortedSide side, ExportFolder folder) throws IOException {
        try (ParquetFile file =
                new ParquetFile(folder.file(side.name() + ".parquet"), schema(side), List.of(COLUMNS.get(0)))) {
            for (int vertex = 0; vertex < side.size(); vertex++) {
                if (side.isNumeric()) {
                    file.put(0, side.number(vertex));
                } else {
                    file.put(0, side.id(vertex));
                }
                file.put(1, side.row(vertex));
                file.put(2, side.generation(vertex));
                if (side.secondaryRow(vertex) == Mapping.NO_ROW) {
                    file.putNothing(3);
                    file.putNothing(4);
                } else {
                    file.put(3, side.secondaryRow(vertex));
                    file.put(4, side.secondaryGeneration(vertex));
                }
                file.endRow();
            }
            file.complete();
        }
    }

    private static MessageType schema(SortedSide side) {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        if (side.isNumeric()) {
            schema.required(PrimitiveTypeName.INT64).named(COLUMNS.get(0));
        } else {
            schema.required(PrimitiveTypeName.BINARY)
                    .as(LogicalTypeAnnotation.stringType())
                    .named(COLUMNS.get(0));
        }
        schema.required(PrimitiveTypeName.INT32).named(COLUMNS.get(1));
        schema.required(PrimitiveTypeName.INT32).named(COLUMNS.get(2));
        schema.optional(PrimitiveTypeName.INT32).named(COLUMNS.get(3));
        schema.optional(PrimitiveTypeName.INT32).named(COLUMNS.get(4));
        return schema.named(side.name());
    }

    static void writeCsv(SortedSide side, ExportFolder folder) throws IOException {
        try (OutputStream out = folder.file(side.name() + ".csv")) {
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            csv.writeRecord(COLUMNS);
            for (int vertex = 0; vertex < side.size(); vertex++) {
                boolean second = side.secondaryRow(vertex) != Mapping.NO_ROW;
                csv.writeRecord(
                        side.id(vertex),
                        Integer.toString(side.row(vertex)),
                        Integer.toString(side.generation(vertex)),
                        second ? Integer.toString(side.secondaryRow(vertex)) : null,
                        second ? Integer.toString(side.secondaryGeneration(vertex)) : null);
            }
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
