// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rowcast.app.home.Home;
import io.rowcast.app.home.HomeLock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class RowcastCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "load", "export", "forget", "broker", "topics", "config", "solve", "evaluate", "bench"})
    void shouldShowExamplesWhenAskedForHelp(String command) {
        assertThat(execute(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: rowcast " + command, "Examples:", "  rowcast " + command);
    }

    @Test
    void shouldSayOneLineAndPointToHelpWhenOptionIsUnknown() {
        assertThat(execute("run", "--foo")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("rowcast: Unknown option: '--foo'", "Try 'rowcast run --help'.");
    }

    @Test
    void shouldSayOneLineWhenConfigurationIsWrong() {
        assertThat(execute("run", "--home", directory.toString(), "--rows", "0"))
                .isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("rowcast: rows = 0 (flag --rows): Value must be at least 1");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldNameFileWhenInputDoesNotExist() {
        assertThat(execute("run", "--input", "none.csv", "--until-settled")).isEqualTo(2);
        assertThat(err.toString()).startsWith("rowcast: none.csv: no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "broker"})
    void shouldEndAtOnceWhenHomeIsInUse(String command) {
        try (HomeLock lock = new Home(directory).lock("rowcast run")) {
            assertThat(lock).isNotNull();
            assertThat(execute(command, "--home", directory.toString())).isEqualTo(1);
        }
        assertThat(err.toString().lines()).singleElement().asString().contains("is in use by rowcast run, process ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.csv.gz", "-"})
    void shouldSayWhatToStartWhenNothingRunsOnHome(String file) throws Exception {
        Path input = file.equals("-") ? null : Files.writeString(directory.resolve("in.csv"), "u,i\n");
        String home = directory.resolve("home").toString();

        assertThat(execute("load", "--home", home, input == null ? "-" : input.toString()))
                .isEqualTo(1);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("no embedded broker runs on home " + home);
    }

    @Test
    void shouldSayWhatIsWrongWhenNothingCanBeForgotten() {
        String home = directory.resolve("home").toString();
        assertThat(execute("forget", "user", "", "--home", home)).isEqualTo(2);
        assertThat(err.toString().lines()).first().isEqualTo("rowcast: ID is empty");
        assertThat(execute("forget", "vertex", "u1", "--home", home)).isEqualTo(2);
        assertThat(execute("forget", "user", "u1", "--home", home)).isEqualTo(1);
        assertThat(err.toString()).contains("no embedded broker runs on home " + home);
    }

    @Test
    void shouldRefuseWhenHomeHoldsNothingToExport() {
        assertThat(execute("export", "--home", directory.toString(), "--out", "-"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("holds no data of an embedded broker");
    }

    @Test
    void shouldRedactSecretsWhenConfigurationIsPrinted() throws Exception {
        Path file = Files.writeString(
                directory.resolve("r.properties"),
                "kafka.sasl.jaas.config=x required password\\=\"hunter2\";\nrows=12\n");

        assertThat(execute("config", "--config", file.toString(), "--format", "json", "--rho", "0.02"))
                .isZero();

        assertThat(out.toString()).doesNotContain("hunter2");
        JsonNode entries = new JsonMapper().readTree(out.toString());
        assertThat(entries)
                .anySatisfy(entry -> assertThat(entry)
                        .hasToString("{\"key\":\"rows\",\"value\":\"12\",\"source\":\"file " + file + "\"}"))
                .anySatisfy(entry ->
                        assertThat(entry).hasToString("{\"key\":\"rho\",\"value\":\"0.02\",\"source\":\"flag --rho\"}"))
                .anySatisfy(entry -> assertThat(entry)
                        .hasToString("{\"key\":\"kafka.sasl.jaas.config\",\"value\":\"[redacted]\",\"source\":\"file "
                                + file + "\"}"));
    }

    @Test
    void shouldListTopicsAndAccessRulesWhenThereIsNoCluster() throws Exception {
        assertThat(execute("topics", "--application-id", "shop", "--partitions", "12", "--format", "json"))
                .isZero();

        JsonNode report = new JsonMapper().readTree(out.toString());
        assertThat(report.get("topics")).anySatisfy(topic -> {
            assertThat(topic.get("name").asText()).isEqualTo("shop-codebook-mappings");
            assertThat(topic.get("partitions").asInt()).isEqualTo(12);
            assertThat(topic.get("settings").get("cleanup.policy").asText()).isEqualTo("compact");
        });
        assertThat(report.get("acls")).anySatisfy(acl -> {
            assertThat(acl.get("resource_type").asText()).isEqualTo("transactional_id");
            assertThat(acl.get("pattern_type").asText()).isEqualTo("prefixed");
        });
    }

    private int execute(String... args) {
        CommandLine command = RowcastCommand.forArguments(args);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
