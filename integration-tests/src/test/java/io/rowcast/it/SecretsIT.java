// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in every place that takes one, and nothing of them in what comes out. */
final class SecretsIT {
    private static final String USER = "somebody";
    private static final String PASSWORD = "pXq7-scram";
    private static final String JAAS = SecuredBroker.jaas(USER, PASSWORD);

    /** Not used by any client, but passed on to all. */
    private static final List<String> UNUSED = List.of("uXq7-file", "uXq7-environment", "uXq7-flag", "uXq7-url");

    @TempDir
    private static Path directory;

    private static SecuredBroker broker;
    private static Path events;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.start(directory.resolve("kafka"));
        List<AclBinding> rules = new ArrayList<>();
        PrintedRules.of(directory, "rowcast").forEach(rule -> rules.addAll(rule.granting(USER)));
        broker.addUsers(Map.of(USER, PASSWORD));
        broker.allow(rules);
        events = Files.writeString(directory.resolve("events.csv"), "user,item\na,b\nc,b\n");
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void shouldShowNoSecretAnywhereWhenEverySourceHasSome() throws IOException {
        Path out = Files.createDirectories(directory.resolve("shown"));
        Map<String, String> settings = settings();
        for (String prefix : List.of("producer.", "main.consumer.", "consumer.")) {
            settings.put("kafka." + prefix + "sasl.jaas.config", JAAS);
            settings.put("kafka." + prefix + "ssl.truststore.password", Certificates.PASSWORD);
        }
        String keyStore = broker.certificates().keyStore().toString();
        settings.put("kafka.ssl.keystore.location", keyStore);
        settings.put("kafka.ssl.keystore.password", Certificates.PASSWORD);
        settings.put("kafka.ssl.key.password", Certificates.PASSWORD);
        for (String key : List.of(
                "schema.registry.ssl.keystore.key",
                "sasl.oauthbearer.client.credentials.client.secret",
                "sasl.oauthbearer.assertion.private.key.passphrase",
                "producer.schema.registry.ssl.key.password")) {
            settings.put("kafka." + key, UNUSED.get(0));
        }
        Map<String, String> variables = Map.of(
                "ROWCAST_KAFKA_ADMIN_SASL_JAAS_CONFIG",
                JAAS,
                "ROWCAST_KAFKA_BASIC_AUTH_USER_INFO",
                "user:" + UNUSED.get(1),
                "ROWCAST_LOG_LEVEL",
                "trace");
        List<String> flags = List.of(
                "--config",
                file("all", settings).toString(),
                "--home",
                out.resolve("home").toString(),
                "--set",
                "kafka.restore.consumer.sasl.jaas.config=" + JAAS,
                "--set",
                "kafka.producer.schema.registry.token=" + UNUSED.get(2),
                "--set",
                "kafka.schema.registry.url=https://me:" + UNUSED.get(3) + "@registry");

        try (RowcastProcess run = start(out, "run", variables, flags)) {
            run.awaitLine("events/s");
            end(0, start(out, "load", variables, flags, events.toString()));
            end(0, start(out, "load-resume", variables, flags, "--resume", events.toString()));
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
        end(
                0,
                start(
                        out,
                        "export",
                        variables,
                        flags,
                        "--out",
                        out.resolve("rows.csv").toString()));
        assertThat(end(0, start(out, "config", variables, flags, "--all"))).contains("[redacted]");
        assertThat(end(0, start(out, "config-json", variables, flags, "--format", "json")))
                .contains("[redacted]");
        assertThat(Files.readString(out.resolve("home/logs/rowcast.log")))
                .contains("DEBUG", "sasl.jaas.config = [hidden]", "ssl.truststore.password = [hidden]");
        assertNoSecretBelow(out);
    }

    @Test
    void shouldShowNoSecretWhenItIsWrong() throws IOException {
        Path out = Files.createDirectories(directory.resolve("wrong"));
        String home = out.resolve("home").toString();
        Map<String, String> wrongs = Map.of(
                "kafka.sasl.jaas.config", JAAS.replace(USER, "nobody"),
                "kafka.producer.sasl.jaas.config", JAAS.replace("\"" + PASSWORD + "\"", "a b " + PASSWORD),
                "kafka.admin.sasl.jaas.config", PASSWORD,
                "kafka.ssl.truststore.password", UNUSED.get(0),
                "kafka.ssl.truststore.certificates", UNUSED.get(0),
                "kafka.ssl.keystore.key", UNUSED.get(0));
        int number = 0;
        for (Map.Entry<String, String> wrong : wrongs.entrySet()) {
            Map<String, String> settings = settings();
            settings.put(wrong.getKey(), wrong.getValue());
            settings.put("log.level", "trace");
            RowcastProcess process = start(
                    out,
                    "run-" + number++,
                    Map.of(),
                    List.of(
                            "--home",
                            home,
                            "--config",
                            file("wrong-" + number, settings).toString()));
            String said =
                    end(wrong.getValue().contains("nobody") || !wrong.getKey().contains("jaas") ? 1 : 2, process);
            assertThat(said.lines().filter(line -> line.startsWith("rowcast: ")))
                    .as(said)
                    .hasSize(1);
        }
        end(2, start(out, "config-colon", Map.of(), List.of("--set", "kafka.ssl.key.password:" + PASSWORD)));
        assertNoSecretBelow(out);
    }

    @Test
    void shouldConnectWhenSecretsAreKeptElsewhere() throws IOException {
        Path out = Files.createDirectories(directory.resolve("elsewhere"));
        Path secrets = Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("kafka.properties"), "login=" + JAAS + "\n");
        Files.writeString(secrets.resolve("store"), Certificates.PASSWORD);
        Map<String, String> settings = settings();
        settings.put("kafka.sasl.jaas.config", "${file:" + secrets.resolve("kafka.properties") + ":login}");
        settings.put("kafka.ssl.truststore.password", "${directory:" + secrets + ":store}");
        settings.put("kafka.producer.ssl.truststore.password", "${env:STORE}");
        Map<String, String> variables = Map.of("STORE", Certificates.PASSWORD);
        List<String> flags = List.of(
                "--config",
                file("elsewhere", settings).toString(),
                "--home",
                out.resolve("home").toString(),
                "--set",
                "log.level=trace");

        try (RowcastProcess run = start(out, "run", variables, flags)) {
            run.awaitLine("events/s");
            end(0, start(out, "load", variables, flags, events.toString()));
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
        assertNoSecretBelow(out);
    }

    @Test
    void shouldWarnWhenEverybodyCanReadTheFileOfASecret() throws IOException {
        Path out = Files.createDirectories(directory.resolve("readers"));
        String warning = "every user of this machine can read ";
        Path file = file("readers", settings());
        List<String> flags = List.of("--config", file.toString());

        assertThat(end(0, start(out, "config", Map.of(), flags))).doesNotContain(warning);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(end(0, start(out, "config-open", Map.of(), flags))).contains(warning + file);
    }

    /** The word in front of the first hyphen of a name is the command. */
    private static RowcastProcess start(
            Path out, String name, Map<String, String> variables, List<String> flags, String... more) {
        List<String> arguments = new ArrayList<>(List.of(name.replaceAll("-.*", "")));
        arguments.addAll(flags);
        arguments.addAll(List.of(more));
        return RowcastProcess.start(out, name, variables, arguments.toArray(String[]::new));
    }

    private static String end(int exitCode, RowcastProcess started) {
        try (RowcastProcess process = started) {
            assertThat(process.exitCode(Duration.ofMinutes(1)))
                    .as(process::output)
                    .isEqualTo(exitCode);
            return process.output();
        }
    }

    private static void assertNoSecretBelow(Path out) throws IOException {
        List<String> secrets = new ArrayList<>(UNUSED);
        secrets.add(PASSWORD);
        secrets.add(Certificates.PASSWORD);
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(secrets)
                        .as(() -> "in " + file)
                        .allSatisfy(secret -> assertThat(lineWith(secret, text)).isEmpty());
            }
        }
    }

    private static String lineWith(String secret, String text) {
        return text.lines().filter(line -> line.contains(secret)).findFirst().orElse("");
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        broker.clientSettings(USER, PASSWORD).forEach((key, value) -> settings.put("kafka." + key, value.toString()));
        settings.put("rows", "16");
        return settings;
    }

    private static Path file(String name, Map<String, String> settings) throws IOException {
        Path file = Files.createTempFile(directory, name, ".properties");
        return Files.write(
                file,
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList());
    }
}
