// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.ContentHash;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.codebook.TableSum;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class VersionExportTest {
    private static final int ROWS = 8;

    @TempDir
    private Path directory;

    @Test
    void shouldWriteArraysWhenFormatIsNpy() throws IOException {
        Path out = export(ExportFormat.NPY, table(), 3, null);

        assertThat(NpyReader.read(out.resolve("users-ids.npy")).descr()).isEqualTo("<i8");
        assertThat(NpyReader.read(out.resolve("users-ids.npy")).values()).containsExactly(-5, 9, 10);
        NpyReader rows = NpyReader.read(out.resolve("users-rows.npy"));
        assertThat(rows.descr()).isEqualTo("<i4");
        assertThat(rows.shape()).containsExactly(3, 2);
        assertThat(rows.values()).containsExactly(2, -1, 1, 2, 7, -1);
        assertThat(NpyReader.read(out.resolve("users-generations.npy")).values())
                .containsExactly(0, 0, 3, 0, 4, 0);
        assertThat(lines(out.resolve("items-ids.txt"))).containsExactly("7", "a\\nb\\\\", "\u00fc");
        assertThat(NpyReader.read(out.resolve("items-rows.npy")).values()).containsExactly(0, -1, 1, -1, 0, -1);
        assertThat(out.resolve("items-ids.npy")).doesNotExist();
        assertThat(NpyReader.read(out.resolve("users-row-generations.npy")).values())
                .containsExactly(0, 3, 0, 0, 1, 0, 0, 5);
        assertThat(NpyReader.read(out.resolve("users-row-states.npy")).values())
                .containsExactly(-1, 1, 1, -1, 0, -1, -1, 1);
        assertThat(NpyReader.read(out.resolve("users-row-fingerprints.npy")).values()[4])
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(names = "TORCHREC", mode = EnumSource.Mode.EXCLUDE)
    void shouldListEveryFileWithItsHashWhenWritten(ExportFormat format) throws Exception {
        Path out = export(format, table(), 3, null);
        JsonNode manifest =
                new ObjectMapper().readTree(out.resolve("manifest.json").toFile());

        assertThat(manifest.get("v").asInt()).isEqualTo(1);
        assertThat(manifest.get("format").asText()).isEqualTo(format.toString());
        assertThat(manifest.get("version").asLong()).isEqualTo(3);
        assertThat(manifest.get("offsets").toString()).isEqualTo("[5,0]");
        assertThat(manifest.get("hash").asText()).isEqualTo("00000000000000ab00000000000000cd");
        assertThat(manifest.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(manifest.get("users").get("count").asInt()).isEqualTo(3);
        assertThat(manifest.get("users").get("ids").asText()).isEqualTo("int64");
        assertThat(manifest.get("users").get("stale").asInt()).isEqualTo(1);
        assertThat(manifest.get("items").get("ids").asText()).isEqualTo("text");
        long listed = 0;
        for (JsonNode file : manifest.get("files")) {
            byte[] bytes = Files.readAllBytes(out.resolve(file.get("name").asText()));
            assertThat(file.get("bytes").asInt()).isEqualTo(bytes.length);
            assertThat(file.get("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
            listed++;
        }
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.count()).isEqualTo(listed + 1);
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(out);
        }
    }

    @Test
    void shouldWriteTheSameBytesWhenTheVersionIsTheSame() throws IOException {
        Path one = export(ExportFormat.PARQUET, table(), 3, null);
        Path other = export(ExportFormat.PARQUET, table(), 3, null, directory.resolve("other"));

        try (Stream<Path> files = Files.list(one)) {
            for (Path file : files.toList()) {
                assertThat(other.resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void shouldTellWhichRowsChangedWhenThereIsAnEarlierExport() throws IOException {
        Path earlier = export(ExportFormat.CSV, table(), 3, null);
        CodebookTable table = table();
        // Row 1 and 2 lose user 9, row 2 keeps another; row 3 gets it.
        table.put(new Mapping(Side.USER, "9", 3, Mapping.NO_ROW));
        table.put(new RowState(Side.USER, 1, 4, false));
        table.put(new RowState(Side.USER, 3, 0, true));
        Path out = export(ExportFormat.NPY, table, 5, earlier, directory.resolve("next"));

        assertThat(NpyReader.read(out.resolve("users-changed-rows.npy")).values())
                .containsExactly(1, 2, 3);
        assertThat(NpyReader.read(out.resolve("users-reset-rows.npy")).values()).containsExactly(1);
        assertThat(NpyReader.read(out.resolve("users-freed-rows.npy")).values()).containsExactly(1);
        assertThat(NpyReader.read(out.resolve("items-changed-rows.npy")).values())
                .isEmpty();
        JsonNode manifest =
                new ObjectMapper().readTree(out.resolve("manifest.json").toFile());
        assertThat(manifest.get("since").get("version").asInt()).isEqualTo(3);
        assertThatThrownBy(() -> export(ExportFormat.NPY, table(), 2, earlier, directory.resolve("before")))
                .isInstanceOf(ExportException.class)
                .hasMessage("--since " + earlier + " is of version 3, which came after version 2");
        assertThat(directory.resolve("before")).doesNotExist();
    }

    @Test
    void shouldWriteColumnsWhenFormatIsCsv() throws IOException {
        Path out = export(ExportFormat.CSV, table(), 3, null);

        assertThat(Files.readString(out.resolve("users.csv"))).isEqualTo("""
                id,row,generation,secondary_row,secondary_generation
                -5,2,0,,
                9,1,3,2,0
                10,7,4,,
                """);
    }

    @Test
    void shouldLeaveStaleVerticesOutWhenATrainerHoldsTheFiles() throws IOException {
        Path out = export(ExportFormat.NVTABULAR, table(), 3, null);

        assertThat(lines(out.resolve("users-vocabulary.txt"))).containsExactly("-5", "9");
        assertThat(NpyReader.read(out.resolve("users-rows.npy")).values()).containsExactly(0, 0, 1, 1, 4, 4, 3, 4);
        JsonNode manifest =
                new ObjectMapper().readTree(out.resolve("manifest.json").toFile());
        assertThat(manifest.get("users").get("table_rows").asInt()).isEqualTo(ROWS + 2);
    }

    @Test
    void shouldWriteWhatTorchRecHoldsWhenIdsAreNumbers() throws IOException {
        CodebookTable table = table();
        assertThatThrownBy(() -> export(ExportFormat.TORCHREC, table, 3, null))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("the ids of items are not all 64-bit integers, such as '");
        table.put(Mapping.none(Side.ITEM, "\u00fc"));
        table.put(Mapping.none(Side.ITEM, "a\nb\\"));
        Path out = export(ExportFormat.TORCHREC, table, 3, null);

        assertThat(NpyReader.read(out.resolve("users-sorted-raw-ids.npy")).values())
                .containsExactly(-5, 9, Long.MAX_VALUE);
        NpyReader rows = NpyReader.read(out.resolve("users-remapped-ids.npy"));
        assertThat(rows.descr()).isEqualTo("<i8");
        assertThat(rows.values()).containsExactly(2, 1, ROWS);
        assertThat(NpyReader.read(out.resolve("users-secondary-remapped-ids.npy"))
                        .values())
                .containsExactly(2, 2, ROWS);
        JsonNode manifest =
                new ObjectMapper().readTree(out.resolve("manifest.json").toFile());
        assertThat(manifest.get("users").get("unknown_row").asInt()).isEqualTo(ROWS);
    }

    @Test
    void shouldRefuseWhenFolderExists() {
        assertThatThrownBy(() -> export(ExportFormat.NPY, table(), 3, null, directory))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    /** Users -5, 9 and 10, the last of a generation that its row does not have yet; items of both kinds of ids. */
    private static CodebookTable table() {
        CodebookTable table = new CodebookTable();
        table.put(new Mapping(Side.USER, "10", 7, 4, Mapping.NO_ROW, 0));
        table.put(new Mapping(Side.USER, "9", 1, 3, 2, 0));
        table.put(new Mapping(Side.USER, "-5", 2, Mapping.NO_ROW));
        table.put(new Mapping(Side.ITEM, "\u00fc", 0, Mapping.NO_ROW));
        table.put(new Mapping(Side.ITEM, "7", 0, Mapping.NO_ROW));
        table.put(new Mapping(Side.ITEM, "a\nb\\", 1, Mapping.NO_ROW));
        table.put(new RowState(Side.USER, 1, 3, true));
        table.put(new RowState(Side.USER, 2, 0, true));
        table.put(new RowState(Side.USER, 4, 1, false));
        table.put(new RowState(Side.USER, 7, 5, true));
        return table;
    }

    private Path export(ExportFormat format, CodebookTable table, long number, Path since) throws IOException {
        return export(format, table, number, since, directory.resolve("out"));
    }

    private static Path export(ExportFormat format, CodebookTable table, long number, Path since, Path out)
            throws IOException {
        CodebookVersion.Rows none = new CodebookVersion.Rows(new BitSet(), new BitSet());
        CodebookVersion version = new CodebookVersion(
                number,
                "mappings",
                1_767_225_600_000L,
                List.of(5L, 0L),
                ROWS,
                new TableSum(3, 3, 3, 2, new ContentHash(0xab, 0xcd)),
                new CodebookVersion.Parameters(0.01, 0.5, "degree", "degree", "set"),
                none,
                none,
                none);
        VersionExport.Options options = new VersionExport.Options(format, since, true, 2);
        try (ExportFolder folder = ExportFolder.beside(out)) {
            new VersionExport(options, doing -> {}).write(table, version, folder);
        }
        return out;
    }

    private static List<String> lines(Path file) throws IOException {
        return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\n"));
    }
}
