// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CsvExportTest {

    @Test
    void shouldWriteSortedLinesWhenVerticesAreLive() throws IOException {
        CodebookTable table = new CodebookTable();
        table.put(new Mapping(Side.ITEM, "b", 3, Mapping.NO_ROW));
        table.put(new Mapping(Side.USER, "10", 1, 2));
        table.put(new Mapping(Side.USER, "9", 0, Mapping.NO_ROW));
        table.put(new Mapping(Side.USER, "gone", 5, 6));
        table.put(new Mapping(Side.USER, "gone", Mapping.NO_ROW, Mapping.NO_ROW));
        table.put(new Mapping(Side.ITEM, "a,\"x\"\r\n", 4, Mapping.NO_ROW));

        assertThat(export(table)).isEqualTo("""
                        side,id,row,secondary_row
                        user,10,1,2
                        user,9,0,
                        item,"a,""x""\r
                        ",4,
                        item,b,3,
                        """);
    }

    @Test
    void shouldWriteOnlyHeaderWhenThereIsNothing() throws IOException {
        assertThat(export(new CodebookTable())).isEqualTo("side,id,row,secondary_row\n");
    }

    @Test
    void shouldThrowWhenStreamCannotBeWritten() {
        CodebookTable table = new CodebookTable();
        for (int i = 0; i < 50_000; i++) {
            table.put(new Mapping(Side.USER, "u" + i, 1, 2));
        }
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };

        assertThatThrownBy(() -> CsvExport.write(table, full))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    private static String export(CodebookTable table) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(CsvExport.write(table, out)).isEqualTo((long) table.size(Side.USER) + table.size(Side.ITEM));
        return out.toString(StandardCharsets.UTF_8);
    }
}
