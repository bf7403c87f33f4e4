// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class EvaluateCommandTest {
    private static final int USERS = 200;
    private static final int ITEMS = 300;
    private static final int GROUPS = 10;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Vertex v is of group v mod 10; eight edges of ten stay within the group, and one mapping ties those of a group. */
    @BeforeEach
    void write() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<String> train = new ArrayList<>(List.of("user,item"));
        List<String> test = new ArrayList<>(List.of("user,item"));
        for (int i = 0; i < 20 * USERS; i++) {
            int user = i % USERS;
            int group = random.nextInt(10) < 8 ? user % GROUPS : random.nextInt(GROUPS);
            int item = group + GROUPS * random.nextInt(ITEMS / GROUPS);
            (i < 15 * USERS ? train : test).add("u" + user + ",i" + item);
        }
        Files.write(directory.resolve("train.csv"), train);
        Files.write(directory.resolve("test.csv"), test);
        mapping("good.csv", 3, random);
        mapping("bad.csv", 0, random);
    }

    /** Rows of a group: {@code perGroup} each, or any of as many rows in all if that is 0. */
    private void mapping(String name, int perGroup, SplittableRandom random) throws Exception {
        List<String> lines = new ArrayList<>(List.of("side,id,row,secondary_row"));
        for (int user = 0; user < USERS; user++) {
            lines.add("user,u" + user + "," + row(user, perGroup, random) + "," + row(user, perGroup, random));
        }
        for (int item = 0; item < ITEMS; item++) {
            lines.add("item,i" + item + "," + row(item, perGroup, random) + ",");
        }
        Files.write(directory.resolve(name), lines);
    }

    private static int row(int vertex, int perGroup, SplittableRandom random) {
        return perGroup == 0 ? random.nextInt(3 * GROUPS) : vertex % GROUPS + GROUPS * random.nextInt(perGroup);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--mapping full --epochs 0 | epochs must be 1 or more, not 0",
                "--mapping full --patience 0 | patience must be 1 or more, not 0",
                "--mapping full --batch 0 | batch must be 1 or more, not 0",
                "--mapping full --layers 0 | layers must be 1 or more, not 0",
                "--mapping full --dimensions 0 | dimensions must be 1 or more, not 0",
                "--mapping full --validate-every 0 | validate-every must be 1 or more, not 0",
                "--mapping full --validation-users 0 | validation-users must be 1 or more, not 0",
                "--mapping full --learning-rate 0 | learning-rate must be above 0, not 0.0",
                "--mapping full --l2 -1 | l2 must be 0 or more, not -1.0",
                "--mapping full --validation 1 | validation must be in [0, 1), not 1.0",
                "--mapping full --threads 0 | threads must be 1 or more, not 0",
                "--mapping full --rows 0 | rows must be 1 or more, not 0",
                "--mapping full --seeds 1,1 | a seed comes twice",
                "--mapping full full | two mappings are called full: give one another name with NAME=",
                "--mapping none.csv | --mapping: none.csv is no readable file",
                "--mapping cce:7 | cce needs an even number of rows, not 7",
                "--mapping cce:8 --dimensions 6 | cce needs dimensions that 4 divides, not 6",
                "--mapping hash:0 | rows must be 1 or more: 'hash:0'",
                "--mapping full --csv none/r.csv | --csv: there is no directory for none/r.csv",
                "--mapping full --cold-events 0 | cold-events must be 1 or more",
                "--mapping full --plot none/r.svg | --plot: there is no directory for none/r.svg",
                "--mapping full --train none.csv | none.csv: no such file",
                "'' | Missing required option: '--mapping=[NAME=]MAPPING'",
            })
    void shouldSayWhatIsWrongBeforeAnythingStarts(String arguments, String message) {
        List<String> all =
                new ArrayList<>(List.of("--test", directory.resolve("test.csv").toString()));
        if (!arguments.contains("--train")) {
            all.addAll(List.of("--train", directory.resolve("train.csv").toString()));
        }
        all.addAll(List.of(arguments.split(" ")).stream()
                .filter(word -> !word.isEmpty())
                .toList());

        assertThat(execute(all)).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElse("")).startsWith("rowcast: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train.csv | user,item;a,b;a | train.csv, line 3: has 1 column instead of 2",
                "train.csv | user,item;a,b;,b | train.csv, line 3: user: is empty",
                "test.csv | user,item | test.csv: has no edges",
                "test.csv | user,item;u0,only;u0,only | ",
                "bad.csv | side,id,row,secondary_row;user,u1,x, | bad.csv, line 2: row is no row number: 'x'",
            })
    void shouldNameFileAndLineWhenContentsAreWrong(String file, String lines, String message) throws Exception {
        Files.writeString(directory.resolve(file), lines.replace(';', '\n') + "\n");

        int exit = evaluate(
                "--epochs", "1", "--mapping", directory.resolve("bad.csv").toString());

        assertThat(exit).isEqualTo(message == null ? 0 : 1);
        if (message != null) {
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("rowcast: ")
                    .endsWith(message);
        }
    }

    @Test
    void shouldStopByTheValidationFileWhenThereIsOne() throws Exception {
        Path csv = directory.resolve("results.csv");
        List<String> test = Files.readAllLines(directory.resolve("test.csv"));
        Path validation = Files.write(directory.resolve("validation.csv"), test.subList(0, 101));

        int exit = evaluate(
                "--mapping=full",
                "--validation=0",
                "--validation-file=" + validation,
                "--validate-every=1",
                "--epochs=2",
                "--csv=" + csv);

        assertThat(exit).as(err::toString).isZero();
        assertThat(out.toString()).contains("Recall@20 by the edges that a user has in training:");
        List<String> names = List.of(Files.readAllLines(csv).get(0).split(","));
        List<String> values = List.of(Files.readAllLines(csv).get(1).split(",", -1));
        assertThat(Double.parseDouble(values.get(names.indexOf("validation_recall_at_20"))))
                .isPositive();
    }

    @Test
    void shouldRefuseAValidationFileThatIsTrainedOn() {
        int exit = evaluate("--mapping=full", "--validation-file=" + directory.resolve("train.csv"));

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).endsWith("train.csv: has no edge that is not in the training file\n");
    }

    @Test
    void shouldRankTheGoodMappingAboveTheBadOneForTheSameParameters() throws Exception {
        Path csv = directory.resolve("results.csv");

        int exit = evaluate(
                "--mapping",
                "full",
                directory.resolve("good.csv").toString(),
                "bad=" + directory.resolve("bad.csv"),
                "cce:30",
                "cerp:30",
                "--seeds=1,2",
                "--dimensions=16",
                "--batch=256",
                "--learning-rate=0.01",
                "--epochs=30",
                "--csv=" + csv,
                "--plot=" + directory.resolve("recall.svg"));

        assertThat(exit).as(err::toString).isZero();
        List<String[]> lines =
                Files.readAllLines(csv).stream().map(line -> line.split(",")).toList();
        assertThat(lines).hasSize(1 + 5 * 2);
        for (int seed = 1; seed <= 2; seed++) {
            String[] full = lines.get(seed);
            String[] good = lines.get(2 + seed);
            String[] bad = lines.get(4 + seed);
            assertThat(good).startsWith("good", Integer.toString(seed), "30", "30", "960", "8000", "0.120000");
            assertThat(bad).startsWith("bad", Integer.toString(seed), "30", "30", "960", "8000");
            assertThat(lines.get(6 + seed)).startsWith("cce:30", Integer.toString(seed), "30", "30", "960", "8000");
            assertThat(lines.get(8 + seed)).startsWith("cerp:30", Integer.toString(seed), "30", "30", "960", "8000");
            assertThat(Double.parseDouble(full[6])).isEqualTo(1);
            assertThat(Double.parseDouble(good[7])).isGreaterThan(1.5 * Double.parseDouble(bad[7]));
            assertThat(Double.parseDouble(good[8])).isGreaterThan(1.5 * Double.parseDouble(bad[8]));
        }
        assertThat(out.toString()
                        .lines()
                        .skip(1)
                        .takeWhile(line -> !line.isEmpty())
                        .map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly("full", "good", "bad", "cce:30", "cerp:30");
        assertThat(out.toString().lines().skip(10).map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                .containsExactly("full", "good", "bad", "cce:30", "cerp:30");
        assertThat(directory.resolve("recall.svg"))
                .content()
                .startsWith("<svg ")
                .contains("train.csv, 2 seeds");
        assertThat(out.toString()).contains("Recall@20", "NDCG@20", "30 + 30", "12.0%");
    }

    /** A group is a cluster, with the same row on both sides; users come whose first item tells their group. */
    @Test
    void shouldRankForNewUsersByRowsOfTheirFirstEvents() throws Exception {
        mapping("live.csv", 1, new SplittableRandom(2));
        SplittableRandom random = new SplittableRandom(3);
        List<String> cold = new ArrayList<>(List.of("user,item"));
        List<String> test = new ArrayList<>(Files.readAllLines(directory.resolve("test.csv")));
        for (int user = USERS; user < USERS + 50; user++) {
            for (int i = 0; i < 15; i++) {
                (i < 10 ? cold : test)
                        .add("u" + user + ",i" + (user % GROUPS + GROUPS * random.nextInt(ITEMS / GROUPS)));
            }
        }
        Files.write(directory.resolve("cold.csv"), cold);
        Files.write(directory.resolve("test.csv"), test);
        Path csv = directory.resolve("cold-results.csv");

        int exit = evaluate(
                "--mapping",
                "full",
                directory.resolve("live.csv").toString(),
                "--model=mf",
                "--cold=" + directory.resolve("cold.csv"),
                "--cold-csv=" + csv,
                "--cold-events=1,5",
                "--dimensions=16",
                "--batch=256",
                "--learning-rate=0.01",
                "--epochs=30");

        assertThat(exit).as(err::toString).isZero();
        Map<String, Double> recall = Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .peek(line -> assertThat(line).startsWith("live", "1").contains("50"))
                .collect(Collectors.toMap(line -> line[2] + " " + line[3], line -> Double.valueOf(line[5])));
        assertThat(recall)
                .containsOnlyKeys(Stream.of("assigned", "settled", "hashed", "popular")
                        .flatMap(rows -> Stream.of("1", "5", "all").map(events -> rows + " " + events))
                        .toArray(String[]::new));
        // All items of a group have the same row, so any of them tells all there is.
        for (String events : List.of("1", "5", "all")) {
            assertThat(recall.get("assigned " + events)).isEqualTo(recall.get("settled all"));
            assertThat(recall.get("hashed " + events)).isEqualTo(recall.get("hashed 1"));
        }
        assertThat(recall.get("assigned 1")).isGreaterThan(3 * recall.get("hashed 1"));
        assertThat(recall.get("assigned 1")).isGreaterThan(3 * recall.get("popular 1"));
        assertThat(out.toString()).contains("Recall@20 of 50 users who come after training", "assigned   live");
    }

    @Test
    void shouldRefuseColdFiguresWithoutColdUsers() {
        assertThat(evaluate("--mapping=full", "--cold-csv=x.csv")).isEqualTo(2);
        assertThat(err.toString()).startsWith("rowcast: --cold-csv needs --cold");
    }

    private int evaluate(String... args) {
        List<String> all = new ArrayList<>(List.of(
                "--train",
                directory.resolve("train.csv").toString(),
                "--test",
                directory.resolve("test.csv").toString()));
        all.addAll(List.of(args));
        return execute(all);
    }

    private int execute(List<String> args) {
        CommandLine command = RowcastCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("evaluate"));
        all.addAll(args);
        return command.execute(all.toArray(String[]::new));
    }
}
