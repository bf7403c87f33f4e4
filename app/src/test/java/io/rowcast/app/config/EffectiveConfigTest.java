// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.JmxReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EffectiveConfigTest {

    @TempDir
    private Path directory;

    @Test
    void shouldTakeStrongerLayerWhenSeveralGiveKey() throws IOException {
        Path file = Files.writeString(directory.resolve("r.properties"), "rows=1\nrho=0.2\npartitions=3\n");

        EffectiveConfig config = EffectiveConfig.of(List.of(
                ConfigSources.file(file),
                ConfigSources.environment(Map.of("ROWCAST_ROWS", "2", "ROWCAST_RHO", "0.3")),
                List.of(ConfigSources.flag("--rows", "rows", "4"))));

        assertThat(config.clustering().rows()).isEqualTo(4);
        assertThat(config.clustering().parameters().rho()).isEqualTo(0.3);
        assertThat(config.clustering().partitions()).isEqualTo(3);
        assertThat(sourceOf(config, "rows")).isEqualTo("flag --rows");
        assertThat(sourceOf(config, "rho")).isEqualTo("environment ROWCAST_RHO");
        assertThat(sourceOf(config, "partitions")).isEqualTo("file " + file);
        assertThat(sourceOf(config, "hysteresis")).isEqualTo("default");
    }

    @Test
    void shouldResolveDottedKeyWhenGivenInEnvironment() {
        EffectiveConfig config = of(ConfigSources.environment(Map.of(
                "ROWCAST_GRAPH_MAX_EDGES_PER_USER",
                "7",
                "ROWCAST_KAFKA_SECURITY_PROTOCOL",
                "SSL",
                "ROWCAST_HOME",
                "/srv/rowcast",
                "ROWCAST_MEMORY",
                "2g",
                "ROWCAST_JAVA_OPTS",
                "-Xmx1g",
                "PATH",
                "/bin")));

        assertThat(config.clustering().maxEdgesPerUser()).isEqualTo(7);
        assertThat(config.kafka()).containsExactly(Map.entry("security.protocol", "SSL"));
        assertThat(config.home()).isEqualTo(Path.of("/srv/rowcast"));
    }

    @Test
    void shouldReadASecretWhereItLivesAndShowItNowhere() throws IOException {
        Path file = Files.writeString(directory.resolve("secrets.properties"), "login=me:hunter2");
        EffectiveConfig config = of(List.of(
                ConfigSources.flag("--set", "interactions.format", "avro"),
                ConfigSources.flag("--set", "schema.registry.url", "https://registry:8081"),
                ConfigSources.flag("--set", "schema.registry.user.info", "${file:" + file + ":login}")));

        assertThat(config.clustering().getPassword("schema.registry.user.info").value())
                .isEqualTo("me:hunter2");
        assertThat(config.clustering().values().toString()).doesNotContain("hunter2");
        assertThat(EffectiveConfig.of(List.of())
                        .clustering()
                        .getPassword("schema.registry.user.info")
                        .value())
                .isEmpty();
    }

    @Test
    void shouldPassKafkaKeysUntouchedWhenKafkaDoesNotKnowThem() {
        EffectiveConfig config = of(List.of(ConfigSources.flag("--set", "kafka.my.interceptor.url", "http://x")));

        assertThat(config.clientProperties("h:1"))
                .containsOnly(
                        Map.entry("my.interceptor.url", "http://x"),
                        Map.entry("bootstrap.servers", "h:1"),
                        Map.entry("metric.reporters", ""));
    }

    @Test
    void shouldReportMetricsAsBeansWhenAskedTo() {
        EffectiveConfig config =
                of(List.of(ConfigSources.flag("--set", "kafka.metric.reporters", JmxReporter.class.getName())));

        assertThat(config.clientProperties("h:1")).containsEntry("metric.reporters", JmxReporter.class.getName());
    }

    @Test
    void shouldTreatBothBootstrapKeysAsOneWhenOnlyOneIsGiven() {
        EffectiveConfig config = of(List.of(ConfigSources.flag("--set", "kafka.bootstrap.servers", "h:1")));

        assertThat(config.bootstrapServers()).contains("h:1");
        assertThat(config.kafka()).isEmpty();
    }

    @Test
    void shouldRefuseBothBootstrapKeysWhenTheyDiffer() {
        assertThatThrownBy(() -> of(List.of(
                        ConfigSources.flag("--bootstrap-servers", "bootstrap.servers", "h:1"),
                        ConfigSources.flag("--set", "kafka.bootstrap.servers", "h:2"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("bootstrap.servers = h:1 (flag --bootstrap-servers) and "
                        + "kafka.bootstrap.servers = h:2 (flag --set) contradict each other; give one of them");
    }

    @ParameterizedTest
    @CsvSource({
        "row, rows",
        "Rows, rows",
        "partition, partitions",
        "hysterisis, hysteresis",
        "security.protocol, kafka.security.protocol",
        "num.stream.thread, kafka.num.stream.threads",
    })
    void shouldNameNearestKeyWhenKeyIsUnknown(String given, String nearest) {
        assertThatThrownBy(() -> of(List.of(ConfigSources.flag("--set", given, "1"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("unknown key " + given + " (flag --set); the nearest known key is " + nearest);
    }

    @Test
    void shouldNameVariableWhenEnvironmentIsUnknown() {
        assertThatThrownBy(() -> ConfigSources.environment(Map.of("ROWCAST_ROWZ", "1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("environment variable ROWCAST_ROWZ stands for no known key; the nearest is ROWCAST_ROWS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rows | 0 | Value must be at least 1",
                "rows | many | Not a number of type INT",
                "rho | -1 | Value must be at least 0.0",
                "weighting.user | heavy | String must be one of: degree, sqrt, log1p, uniform",
                "application.id | a b | must be 1 to 200 of the characters a-z A-Z 0-9 . _ -",
                "log.level | loud | must be one of trace, debug, info, warn, error",
                "kafka.num.stream.threads | two | Not a number of type INT",
                "kafka.producer.linger.ms | -5 | Value must be at least 0",
            })
    void shouldNameKeyValueAndSourceWhenValueIsWrong(String key, String value, String reason) {
        assertThatThrownBy(() -> of(List.of(ConfigSources.flag("--set", key, value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(key + " = " + value + " (flag --set): " + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.processing.guarantee",
        "kafka.isolation.level",
        "kafka.main.consumer.enable.auto.commit",
        "kafka.producer.transactional.id",
        "kafka.state.dir",
        "kafka.application.id",
    })
    void shouldRefuseKafkaKeyWhenCorrectnessNeedsIt(String key) {
        assertThatThrownBy(() -> of(List.of(ConfigSources.flag("--set", key, "x"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(key + " = x (flag --set): ");
    }

    @Test
    void shouldKeepGivenValueWhenAnotherDefaultIsOffered() {
        EffectiveConfig given = of(List.of(ConfigSources.flag("--rows", "rows", "12")));

        assertThat(given.withDefault("rows", "256", "of --demo").clustering().rows())
                .isEqualTo(12);
        EffectiveConfig demo = of(List.of()).withDefault("rows", "256", "of --demo");
        assertThat(demo.clustering().rows()).isEqualTo(256);
        assertThat(sourceOf(demo, "rows")).isEqualTo("default of --demo");
    }

    @Test
    void shouldShowTheRhoThatFewRowsHaveByDefault() {
        EffectiveConfig few = of(List.of(ConfigSources.flag("--rows", "rows", "40")));

        assertThat(few.clustering().parameters().rho()).isEqualTo(0.025);
        assertThat(few.settings())
                .filteredOn(setting -> setting.key().equals("rho"))
                .extracting(Setting::value)
                .containsExactly("0.025");
        assertThat(sourceOf(few, "rho")).isEqualTo("default");
    }

    @Test
    void shouldExpandHomeWhenItBeginsWithTilde() {
        assertThat(of(List.of()).home()).isEqualTo(Path.of(System.getProperty("user.home"), ".rowcast"));
    }

    @Test
    void shouldNameFileWhenItGivesKeyTwice() throws IOException {
        Path file = Files.writeString(directory.resolve("r.properties"), "rows=1\nrho=1\nrows=2\n");

        assertThatThrownBy(() -> ConfigSources.file(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("configuration file " + file + " gives rows twice");
    }

    @Test
    void shouldNameFileWhenItDoesNotExist() {
        Path file = directory.resolve("none.properties");

        assertThatThrownBy(() -> ConfigSources.file(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("configuration file " + file + " does not exist");
    }

    private static EffectiveConfig of(List<Setting> layer) {
        return EffectiveConfig.of(List.of(layer));
    }

    private static String sourceOf(EffectiveConfig config, String key) {
        return config.settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow()
                .source()
                .text();
    }
}
