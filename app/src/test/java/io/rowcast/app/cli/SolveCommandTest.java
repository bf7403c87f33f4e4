// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rowcast.app.demo.DemoOptions;
import io.rowcast.app.demo.PlantedStream;
import io.rowcast.app.solve.SolveMethod;
import io.rowcast.topology.graph.Interaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

final class SolveCommandTest {
    private static final int ROWS = 100;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldWriteSortedRowsWhenBlocksAreComplete() throws IOException {
        Path input = write("in.csv", "u2,a\nu2,b\nu1,a\nu1,b\nv1,y\nv1,x\nv2,x\nv2,y\nv3,x\nv3,y\n");
        Path rows = directory.resolve("rows.csv");

        assertThat(execute("--input", input, "--method", "graphhash", "--resolution", "1", "--out", rows))
                .as(err.toString())
                .isZero();

        assertThat(Files.readString(rows)).isEqualTo("""
                        side,id,row,secondary_row
                        user,u1,1,
                        user,u2,1,
                        user,v1,0,
                        user,v2,0,
                        user,v3,0,
                        item,a,1,
                        item,b,1,
                        item,x,0,
                        item,y,0,
                        """);
    }

    @ParameterizedTest
    @EnumSource(SolveMethod.class)
    void shouldWriteARowForEveryVertexWhateverTheMethod(SolveMethod method) throws IOException {
        Path input = write("in.csv", planted(4_000));
        Path rows = directory.resolve("rows.csv");
        Path summary = directory.resolve("deep/summary.json");

        assertThat(execute("--input", input, "--method", method, "--rows", ROWS, "--out", rows, "--summary", summary))
                .as(err.toString())
                .isZero();

        List<String> lines = Files.readAllLines(rows);
        JsonNode json = new JsonMapper().readTree(summary.toFile());
        Set<String> userRows = new HashSet<>();
        Set<String> itemRows = new HashSet<>();
        int users = 0;
        int two = 0;
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = List.of(line.split(",", -1));
            assertThat(fields).as(line).hasSize(4);
            boolean user = fields.get(0).equals("user");
            users += user ? 1 : 0;
            two += fields.get(3).isEmpty() ? 0 : 1;
            Set<String> used = user ? userRows : itemRows;
            used.add(fields.get(2));
            if (!fields.get(3).isEmpty()) {
                used.add(fields.get(3));
            }
        }
        assertThat(json.get("method").asText()).isEqualTo(method.toString());
        assertThat(json.get("edges").asInt()).isPositive();
        assertThat(json.get("users").asInt()).isEqualTo(users);
        assertThat(json.get("items").asInt()).isEqualTo(lines.size() - 1 - users);
        assertThat(json.get("user_rows_in_use").asInt()).isEqualTo(userRows.size());
        assertThat(json.get("item_rows_in_use").asInt()).isEqualTo(itemRows.size());
        assertThat(json.get("users_with_secondary").asInt()
                        + json.get("items_with_secondary").asInt())
                .isEqualTo(two);
        assertThat(json.get("seconds").fieldNames()).toIterable().contains("read", "graph", "write");
        assertThat(json.has("inside_edge_share")).isEqualTo(json.has("objective"));
        assertThat(directory.resolve("deep")).isDirectoryContaining("glob:**summary.json");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldGiveTheSameFileWhenLinesComeInAnotherOrder() throws IOException {
        String[] lines = planted(2_000).split("\n", -1);
        StringBuilder reversed = new StringBuilder();
        for (int i = lines.length - 2; i >= 0; i--) {
            reversed.append(lines[i]).append('\n');
        }
        Path one = directory.resolve("one.csv");
        Path two = directory.resolve("two.csv");
        execute("--input", write("a.csv", planted(2_000)), "--method", "baco", "--rows", ROWS, "--out", one);
        execute("--input", write("b.csv", reversed.toString()), "--method", "baco", "--rows", ROWS, "--out", two);

        assertThat(Files.readString(two)).isEqualTo(Files.readString(one)).contains("user,");
    }

    @Test
    void shouldGiveUsersOneRowWhenSecondaryIsOff() throws IOException {
        Path input = write("in.csv", planted(2_000));
        Path rows = directory.resolve("rows.csv");
        for (String method : List.of("baco", "rowcast")) {
            execute("--input", input, "--method", method, "--rows", ROWS, "--secondary", "off", "--out", rows);

            assertThat(Files.readAllLines(rows).stream().skip(1)).isNotEmpty().allMatch(line -> line.endsWith(","));
        }
    }

    @Test
    void shouldClusterByOtherVolumesWhenWeightingsAreGiven() throws IOException {
        Path input = write("in.csv", planted(2_000));
        List<String> files = new ArrayList<>();
        for (String weighting : List.of("degree", "uniform", "SQRT")) {
            Path rows = directory.resolve(weighting + ".csv");
            execute(
                    "--input",
                    input,
                    "--method",
                    "rowcast",
                    "--rows",
                    ROWS,
                    "--user-weighting",
                    weighting,
                    "--item-weighting",
                    "sqrt",
                    "--out",
                    rows);
            files.add(Files.readString(rows));
        }
        Path plain = directory.resolve("plain.csv");
        execute("--input", input, "--method", "rowcast", "--rows", ROWS, "--out", plain);

        assertThat(files).doesNotHaveDuplicates().last().isEqualTo(Files.readString(plain));
    }

    @Test
    void shouldTakeGammaAndResolutionForTheSame() throws IOException {
        Path input = write("in.csv", planted(2_000));
        Path one = directory.resolve("one.json");
        execute("--input", input, "--method", "baco", "--rows", "1", "--gamma", "2", "--summary", one);
        JsonNode byGamma = new JsonMapper().readTree(one.toFile());
        double resolution = byGamma.get("own_resolution").asDouble();
        Path two = directory.resolve("two.json");
        execute("--input", input, "--method", "baco", "--rows", "1", "--rho", resolution, "--summary", two);
        JsonNode byRho = new JsonMapper().readTree(two.toFile());

        assertThat(resolution)
                .isEqualTo(2
                        * Math.sqrt(byGamma.get("edges").asDouble()
                                / byGamma.get("items").asDouble()));
        assertThat(byRho.get("inside_edge_share")).isEqualTo(byGamma.get("inside_edge_share"));
        assertThat(byRho.get("own_objective")).isEqualTo(byGamma.get("own_objective"));
        assertThat(byRho.get("resolution")).isEqualTo(byRho.get("own_resolution"));
        assertThat(err.toString()).contains("rowcast: more than the 2 rows that two tables of 1 have");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--method baco --out x.csv --gamma 1 --resolution 2 | --gamma and --resolution both give R: leave one out",
                "--method baco --out x.csv --rho 1 --gamma 2 | --rho and --gamma both give R: leave one out",
                "--method graphhash --out x.csv --gamma 1 | --gamma means nothing to graphhash",
                "--method double-frequency --out x.csv --secondary off | --secondary means nothing to double-frequency",
                "--method baco --out x.csv --user-weighting sqrt | --user-weighting means nothing to baco",
                "--method lp --out x.csv --item-weighting sqrt | --item-weighting means nothing to lp",
                "--method rowcast --out x.csv --resolution 1 | --resolution means nothing to rowcast",
                "--method graphhash --out x.csv --rounds 1 | --rounds means nothing to graphhash",
                "--method baco --out x.csv --rounds 0 | --rounds must be at least 1",
                "--method baco --out x.csv --gamma 0 | --gamma must be above 0",
                "--method baco --out x.csv --rows 0 | --rows must be from 1 to 16777216",
                "--method baco | --out or --summary: nothing would be written",
                "--method baco --out x.csv --input none.csv | none.csv: no such file"
            })
    void shouldSayOneLineWhenOptionsAreWrong(String options, String message) throws IOException {
        Path input = write("in.csv", "u,i\n");
        String[] given = options.strip().split(" ", -1);
        Object[] args = new Object[given.length + 2];
        System.arraycopy(given, 0, args, 2, given.length);
        args[0] = "--input";
        args[1] = input;

        assertThat(execute(args)).isEqualTo(2);
        assertThat(err.toString().lines().findFirst()).contains("rowcast: " + message);
    }

    @Test
    void shouldListTheMethodsWhenThereIsNoSuch() throws IOException {
        assertThat(execute("--input", write("in.csv", "u,i\n"), "--method", "best", "--out", "x.csv"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--method", "'best'", "baco, rowcast, ", "double-frequency");
    }

    @Test
    void shouldLeaveTheFileAloneWhenAnEventCannotBeTaken() throws IOException {
        Path rows = write("rows.csv", "before");
        Path input = write("in.jsonl", "{\"user\":\"x\",\"op\":\"forget\"}\n");

        assertThat(execute("--input", input, "--method", "full", "--out", rows)).isEqualTo(1);

        assertThat(err.toString()).contains("in.jsonl, line 1: op forget: ");
        assertThat(rows).hasContent("before");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    private static String planted(int events) {
        PlantedStream stream = new PlantedStream(DemoOptions.defaults());
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < events; i++) {
            Interaction event = stream.next();
            lines.append(event.user()).append(',').append(event.item()).append('\n');
        }
        return lines.toString();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private int execute(Object... args) {
        String[] words = new String[args.length + 1];
        words[0] = "solve";
        for (int i = 0; i < args.length; i++) {
            words[i + 1] = args[i].toString();
        }
        CommandLine command = RowcastCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(words);
    }
}
