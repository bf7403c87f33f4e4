// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.load.LoadException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappingFileTest {
    private static final String HEADER = "side,id,row,secondary_row\n";

    @TempDir
    private Path directory;

    private final Dataset dataset = new Dataset(
            List.of("a", "b", "new"),
            List.of("x", "y"),
            TinyGraph.graph("0-0 1-1 2-0"),
            Optional.empty(),
            Optional.empty(),
            HeldOut.none(3),
            0);

    private Path file(String text) throws Exception {
        return Files.writeString(directory.resolve("rows.csv"), text);
    }

    @Test
    void shouldNumberItemRowsBehindUserRows() throws Exception {
        Path rows = file(HEADER + "user,b,4,2\nuser,a,0,\nuser,unknown,1,\nitem,x,2,\nitem,y,0,1\n");

        RowAssignment assignment = MappingFile.read(rows, 0, dataset);

        assertThat(assignment.userRows()).isEqualTo(5);
        assertThat(assignment.itemRows()).isEqualTo(3);
        int hashed = MappingFile.hashedRow("new", 5);
        assertThat(assignment.primary()).containsExactly(0, 4, hashed, 5 + 2, 5);
        assertThat(assignment.secondary()).containsExactly(-1, 2, -1, -1, 5 + 1);
        assertThat(assignment.unmappedUsers()).isEqualTo(1);
        assertThat(assignment.unmappedItems()).isZero();
    }

    @Test
    void shouldTakeRowsGivenForBothSides() throws Exception {
        RowAssignment assignment = MappingFile.read(file(HEADER + "user,a,0,\nitem,x,9,\n"), 10, dataset);

        assertThat(assignment.rows()).isEqualTo(20);
        assertThat(assignment.primary()[3]).isEqualTo(10 + 9);
    }

    @Test
    void shouldReadCompressedFiles() throws Exception {
        Path rows = directory.resolve("rows.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(rows))) {
            out.write((HEADER + "user,a,1,\nitem,x,1,\n").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(MappingFile.read(rows, 0, dataset).rows()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user,item | line 1: the header is not side,id,row,secondary_row",
                "side,id,row,secondary_row;user,a,1 | Record 2 has 3 fields, but first record had 4 fields",
                "side,id,row,secondary_row;user,a,1,;user,a,2, | line 3: names user a a second time",
                "side,id,row,secondary_row;people,a,1, | line 2: the side is neither user nor item: 'people'",
                "side,id,row,secondary_row;user,a,-1, | line 2: row is no row number: '-1'",
                "side,id,row,secondary_row;user,a,2147483647, | line 2: row is no row number: '2147483647'",
                "side,id,row,secondary_row;user,a,, | line 2: row is no row number: ''",
                "side,id,row,secondary_row;user,a,1,x | line 2: secondary_row is no row number: 'x'",
                "side,id,row,secondary_row;user,a,1,20 | line 2: secondary_row 20 is not below the 20 rows given",
                "side,id,row,secondary_row;user,a,1, | has no item",
            })
    void shouldNameTheLineWhenItIsWrong(String lines, String message) throws Exception {
        Path rows = file(lines.replace(';', '\n') + "\n");

        assertThatThrownBy(() -> MappingFile.read(rows, 20, dataset))
                .isInstanceOf(LoadException.class)
                .hasMessageStartingWith(rows.toString())
                .hasMessageEndingWith(message);
    }
}
