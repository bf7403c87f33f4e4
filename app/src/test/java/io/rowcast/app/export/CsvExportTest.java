package io.rowcast.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.client.MappingTable;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CsvExportTest {

    @Test
    void shouldWriteSortedLinesWhenVerticesAreLive() throws IOException {
        MappingTable table = new MappingTable();
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
        assertThat(export(new MappingTable())).isEqualTo("side,id,row,secondary_row\n");
    }

    @Test
    void shouldOrderIdsByCodePointWhenThereAreSurrogates() {
        List<String> ids = new ArrayList<>();
        List<String> characters =
                List.of("a", "z", "\u00e9", "\ud7ff", "\ue000", "\uffff", "\ud83d\ude00", "\ud800\udc00");
        for (String first : characters) {
            ids.add(first);
            characters.forEach(second -> ids.add(first + second));
        }
        List<String> expected = new ArrayList<>(ids);
        // The bytes of UTF-8 sort as the code points do.
        expected.sort((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        Collections.shuffle(ids, new Random(1));
        ids.sort(CsvExport.CODE_POINT_ORDER);

        assertThat(ids).isEqualTo(expected);
    }

    @Test
    void shouldThrowWhenStreamCannotBeWritten() {
        MappingTable table = new MappingTable();
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

    private static String export(MappingTable table) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(CsvExport.write(table, out)).isEqualTo((long) table.size(Side.USER) + table.size(Side.ITEM));
        return out.toString(StandardCharsets.UTF_8);
    }
}
