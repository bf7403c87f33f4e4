// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.runtime.AccessCheck;
import io.rowcast.app.runtime.AccessRule;
import io.rowcast.it.PrintedRules.Rule;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cluster that wants TLS, a login and a rule for everything, and the rules are those that are printed. */
final class AccessIT {
    private static final String APPLICATION = "application";
    private static final String PRODUCER = "producer";
    private static final String READER = "reader";
    private static final String ERASER = "eraser";
    private static final String AUDITOR = "auditor";
    private static final String OPERATOR = "operator";
    private static final String ID = "shop";
    private static final String NEW_ID = "new";
    private static final Duration START = Duration.ofMinutes(1);
    private static final int USERS = 60;

    @TempDir
    private static Path directory;

    private static SecuredBroker broker;
    private static List<Rule> rules;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.start(directory.resolve("kafka"));
        rules = PrintedRules.of(directory, ID);
        Map<String, String> users = new HashMap<>();
        List<AclBinding> bindings = new ArrayList<>();
        for (String role : List.of(APPLICATION, PRODUCER, READER, ERASER, AUDITOR, OPERATOR)) {
            users.put(role, password(role));
            of(role, rules).forEach(rule -> bindings.addAll(rule.granting(role)));
        }
        broker.addUsers(users);
        broker.allow(bindings);
        allowAllButOne(rules);
        for (int half = 0; half < 2; half++) {
            Files.write(events(half), lines(half));
        }
    }

    /** For each rule there is a user that has all others of its role. */
    private static void allowAllButOne(List<Rule> all) throws Exception {
        Map<String, String> users = new HashMap<>();
        List<AclBinding> bindings = new ArrayList<>();
        for (Rule missing : all) {
            String user = missing.without();
            users.put(user, password(user));
            of(missing.role(), all).stream()
                    .filter(rule -> !rule.equals(missing))
                    .forEach(rule -> bindings.addAll(rule.granting(user)));
        }
        broker.addUsers(users);
        broker.allow(bindings);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void shouldServeEveryCommandWhenNothingButThePrintedRulesIsAllowed() throws Exception {
        String home = directory.resolve("home").toString();
        String config = config(APPLICATION).toString();
        Path producer = config(PRODUCER);
        try (RowcastProcess run = RowcastProcess.start(directory, "run", "run", "--config", config, "--home", home)) {
            run.awaitLine("events/s");
            load(producer, events(0).toString());
            load(producer, "--resume", events(1).toString());
            assertThat(load(producer, "--resume", events(1).toString())).contains("0 events");
            Command.run("forget", "user", "u0", "--config", config(ERASER).toString());
            Command.run("version", "--config", config(OPERATOR).toString());
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
        RowcastProcess.run(directory, "rest", "run", "--config", config, "--home", home, "--until-settled");

        Audited.run(directory, "audit", "--config", config(AUDITOR).toString(), "--home", home)
                .withoutViolations();
        assertThat(Command.run("dlq", "replay", "--config", config(OPERATOR).toString()))
                .contains("replayed 0 letters");
        Path rows = directory.resolve("rows.csv");
        Command.run("export", "--config", config(READER).toString(), "--out", rows.toString());
        List<String> exported = Files.readAllLines(rows);
        assertThat(exported.stream().filter(line -> line.startsWith("user,"))).hasSize(USERS - 1);
        assertThat(exported.stream().filter(line -> line.startsWith("item,"))).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("applicationRules")
    void shouldRefuseToRunNamingTheRightWhenARuleIsMissing(Rule missing) throws Exception {
        String user = missing.without();
        String error =
                failure(user, ID, "run", "--home", directory.resolve(user).toString());

        assertThat(error).contains(missing.resource().name());
        assertThat(missing.operations())
                .allSatisfy(
                        operation -> assertThat(error).containsAnyOf(operation.name() + ",", operation.name() + " "));
        assertThat(of(APPLICATION, rules))
                .filteredOn(rule -> !rule.equals(missing))
                .noneMatch(rule -> error.contains(rule.resource().name() + ":"));
    }

    private static Stream<Rule> applicationRules() {
        return of(APPLICATION, rules).stream();
    }

    @Test
    void shouldKnowEveryMissingOperationWhenAskedWithoutIt() throws Exception {
        List<Rule> all = of(APPLICATION, PrintedRules.of(directory, NEW_ID));
        Map<String, String> users = new HashMap<>();
        List<AclBinding> bindings = new ArrayList<>();
        for (Rule rule : all) {
            for (AclOperation missing : rule.operations()) {
                String user = rule.without() + missing;
                users.put(user, password(user));
                bindings.addAll(rule.granting(
                        user,
                        rule.operations().stream().filter(o -> o != missing).toList()));
                all.stream()
                        .filter(other -> !other.equals(rule))
                        .forEach(other -> bindings.addAll(other.granting(user)));
            }
        }
        broker.addUsers(users);
        broker.allow(bindings);

        // Of a topic that does not exist only this can be told.
        for (Rule rule : all) {
            if (rule.operations().contains(AclOperation.CREATE)) {
                assertThat(missing(rule.without() + AclOperation.CREATE))
                        .containsExactly("topic " + rule.resource().name() + ": CREATE");
            }
        }
        try (Admin admin = broker.admin()) {
            admin.createTopics(topicsOf(all)).all().get();
        }
        for (Rule rule : all) {
            for (AclOperation operation : rule.operations()) {
                List<String> missing = missing(rule.without() + operation);
                if (operation == AclOperation.CREATE) {
                    assertThat(missing).isEmpty();
                } else {
                    assertThat(missing)
                            .singleElement()
                            .asString()
                            .contains(" " + rule.resource().name())
                            .endsWith(": " + told(rule, operation));
                }
            }
        }
    }

    /** What lacks as far as can be told: nothing is told of what may not be described. */
    private static String told(Rule rule, AclOperation missing) {
        boolean described = rule.operations().stream()
                .anyMatch(operation -> operation != missing
                        && List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE)
                                .contains(operation));
        return described
                ? missing.name()
                : rule.operations().stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
    }

    @Test
    void shouldStopNamingTheRightWhenItIsTakenFromARunningInstance() throws Exception {
        String id = "taken";
        String user = "taken-application";
        List<Rule> all = PrintedRules.of(directory, id);
        List<AclBinding> bindings = new ArrayList<>();
        all.stream().filter(rule -> !rule.role().equals(READER)).forEach(rule -> bindings.addAll(rule.granting(user)));
        broker.addUsers(Map.of(user, password(user)));
        broker.allow(bindings);
        String mappings = topics(id).mappings();
        Path config = config(user, password(user), "application.id=" + id);
        try (RowcastProcess run = RowcastProcess.start(
                directory,
                user,
                "run",
                "--config",
                config.toString(),
                "--home",
                directory.resolve(user).toString())) {
            run.awaitLine("events/s");
            try (Admin admin = broker.admin()) {
                admin.deleteAcls(all.stream()
                                .filter(rule -> rule.resource().name().equals(mappings))
                                .flatMap(rule -> rule.granting(user).stream())
                                .map(AclBinding::toFilter)
                                .toList())
                        .all()
                        .get();
            }
            load(config, events(0).toString());
            assertThat(run.exitCode(START)).as(run::output).isEqualTo(1);
            assertThat(run.output().lines().filter(line -> line.startsWith("rowcast: ")))
                    .singleElement()
                    .asString()
                    .contains("missing: topic " + mappings + ": READ, WRITE");
        }
    }

    @Test
    void shouldFailNamingTheRightWhenAProducerOrReaderLacksARule() throws Exception {
        String id = "bare";
        List<Rule> all = PrintedRules.of(directory, id);
        allowAllButOne(all);
        try (Admin admin = broker.admin()) {
            admin.createTopics(List.of(
                            new NewTopic(topics(id).interactions(), 1, (short) 1),
                            new NewTopic(topics(id).versions(), 1, (short) 1),
                            new NewTopic(topics(id).mappings(), 1, (short) 1)))
                    .all()
                    .get();
        }
        for (Rule missing : of(PRODUCER, all)) {
            assertThat(failure(
                            missing.without(), id, "load", "--resume", events(1).toString()))
                    .contains(missing.resource().name());
        }
        for (Rule missing : of(READER, all)) {
            String name = missing.resource().name();
            String[] command = name.equals(topics(id).versions())
                    ? new String[] {"version", "--list"}
                    : new String[] {
                        "export", "--out", directory.resolve("none.csv").toString()
                    };
            assertThat(failure(missing.without(), id, command)).contains(name);
        }
    }

    @Test
    void shouldSayWhyWhenLoginOrCertificateIsRefused() throws Exception {
        Path wrong = config(APPLICATION, "not-the-password");
        for (String[] command : new String[][] {
            {"run", "--home", directory.resolve("nobody").toString()},
            {"load", events(0).toString()},
            {"export", "--out", directory.resolve("none.csv").toString()},
        }) {
            assertThat(failure(wrong, command)).contains("invalid credentials").doesNotContain("not-the-password");
        }
        Certificates others = Certificates.create(directory.resolve("others"), "elsewhere");
        Path untrusting =
                config(APPLICATION, password(APPLICATION), "kafka.ssl.truststore.location=" + others.trustStore());
        Path otherName = config(
                APPLICATION,
                password(APPLICATION),
                "bootstrap.servers=" + broker.bootstrapServers().replace("localhost", "127.0.0.1"));
        for (String command : List.of("run", "load")) {
            String[] arguments = command.equals("run")
                    ? new String[] {"run", "--home", directory.resolve("nobody").toString()}
                    : new String[] {"load", events(0).toString()};
            assertThat(failure(untrusting, arguments)).contains("certification path");
            assertThat(failure(otherName, arguments)).contains("127.0.0.1");
        }
    }

    private static String load(Path config, String... arguments) {
        List<String> command = new ArrayList<>(List.of("load", "--config", config.toString()));
        command.addAll(List.of(arguments));
        return Command.run(command.toArray(String[]::new));
    }

    private static String failure(String user, String id, String... command) throws IOException {
        return failure(config(user, password(user), "application.id=" + id), command);
    }

    /** Runs a command that is to fail, and returns the one line it says. */
    private static String failure(Path config, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--config", config.toString()));
        Command ended = Command.execute(arguments.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        List<String> lines = ended.output()
                .lines()
                .filter(line -> line.startsWith("rowcast: "))
                .toList();
        assertThat(lines).as(ended.output()).hasSize(1);
        assertThat(ended.output()).doesNotContain("Exception in thread").doesNotContain("\tat ");
        return lines.get(0);
    }

    private static List<String> missing(String user) {
        try (Admin admin = Admin.create(broker.clientSettings(user, password(user)))) {
            return new AccessCheck(admin, AccessRule.of(AccessRule.APPLICATION, topics(NEW_ID), NEW_ID)).missing();
        }
    }

    private static List<NewTopic> topicsOf(List<Rule> all) {
        return all.stream()
                .filter(rule -> rule.resource().resourceType() == ResourceType.TOPIC)
                .map(rule -> new NewTopic(rule.resource().name(), 1, (short) 1))
                .toList();
    }

    private static List<Rule> of(String role, List<Rule> all) {
        return all.stream().filter(rule -> rule.role().equals(role)).toList();
    }

    private static String password(String user) {
        return "password-of-" + user;
    }

    private static Path config(String user) throws IOException {
        return config(user, password(user));
    }

    private static Path config(String user, String password, String... more) throws IOException {
        Map<String, String> settings = new HashMap<>();
        broker.clientSettings(user, password).forEach((key, value) -> settings.put("kafka." + key, value.toString()));
        settings.put("application.id", ID);
        settings.put("rows", "16");
        settings.put("bootstrap.servers", settings.remove("kafka.bootstrap.servers"));
        for (String setting : more) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        Path file = Files.createTempFile(directory, "client", ".properties");
        return Files.write(
                file,
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList(),
                StandardCharsets.UTF_8);
    }

    private static Path events(int half) {
        return directory.resolve("events-" + half + ".jsonl");
    }

    private static List<String> lines(int half) {
        return IntStream.range(half * USERS / 2, (half + 1) * USERS / 2)
                .boxed()
                .flatMap(user -> Stream.of(
                        "{\"user\":\"u" + user + "\",\"item\":\"i" + user % 10 + "\"}",
                        "{\"user\":\"u" + user + "\",\"item\":\"i" + (user + 1) % 10 + "\"}"))
                .toList();
    }

    private static Topics topics(String applicationId) {
        return new Topics(new ClusteringConfig(Map.of("application.id", applicationId)));
    }
}
