// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.it.PrintedRules.Rule;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rowcast reset}: what is gone, what stays, and that the deployment begins anew. */
final class ResetIT {
    private static final int USERS = 200;
    private static final int ITEMS_OF_USER = 4;
    private static final int EDGES = USERS * ITEMS_OF_USER;

    @TempDir
    private Path directory;

    @Test
    void shouldGiveAFreshGraphOfTheSameEventsWhenResetAndRunAgain() throws Exception {
        try (Broker broker = SharedBroker.take()) {
            Path input = Files.write(directory.resolve("events.csv"), events());
            Deployment deployment = new Deployment(64);
            try (RowcastProcess run = RowcastProcess.start(directory, "run", command("run", broker, "--rows", "64"))) {
                run.awaitLine("events/s");
                Command.run("load", "--bootstrap-servers", broker.servers(), input.toString());
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> deployment.events(broker.servers()) == EDGES);
                try (RowcastProcess refused = RowcastProcess.start(
                        directory,
                        "refused",
                        "reset",
                        "--yes",
                        "--home",
                        directory.resolve("other").toString(),
                        "--bootstrap-servers",
                        broker.servers())) {
                    assertThat(refused.exitCode(Duration.ofMinutes(1))).isEqualTo(1);
                    assertThat(refused.output()).contains("instances of deployment rowcast run: ", "stop them first");
                }
                assertThat(run.interrupt()).as(run::output).isEqualTo(130);
            }
            Path state = directory.resolve("home/state/rowcast");
            assertThat(state).isNotEmptyDirectory();

            assertThat(Command.run(command("reset", broker, "--yes")))
                    .contains("events to read   800, in 2 partitions", "delete directory " + state, "done");

            assertThat(state).doesNotExist();
            assertThat(topics(broker))
                    .containsExactlyInAnyOrder(
                            deployment.topics().interactions(),
                            deployment.topics().deadLetters());
            // Even another K is fine.
            RowcastProcess.run(directory, "again", command("run", broker, "--rows", "48", "--until-settled"));
            Audited audited = Audited.run(
                            directory,
                            "audit",
                            "--bootstrap-servers",
                            broker.servers(),
                            "--rows",
                            "48",
                            "--against",
                            input.toString())
                    .withoutViolations();
            assertThat(audited.figure("edges")).isEqualTo((double) EDGES);
            assertThat(new Deployment(48).events(broker.servers())).isEqualTo(EDGES);
        }
    }

    @Test
    void shouldNeedNothingButThePrintedRulesWhenResetByAPrincipalOfItsOwn() throws Exception {
        String id = "shop";
        Topics topics = new Topics(new ClusteringConfig(Map.of("application.id", id)));
        List<Rule> rules = PrintedRules.of(directory, id).stream()
                .filter(rule -> rule.role().equals("resetter"))
                .toList();
        try (SecuredBroker broker = SecuredBroker.start(directory.resolve("kafka"));
                Admin admin = broker.admin()) {
            broker.addUsers(Map.of("resetter", "resetter-password"));
            List<AclBinding> bindings = new ArrayList<>();
            rules.forEach(rule -> bindings.addAll(rule.granting("resetter")));
            broker.allow(bindings);
            admin.createTopics(topics.ofDeployment().stream()
                            .map(topic -> new NewTopic(topic.name(), Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
            List<String> lines = new ArrayList<>(List.of("application.id=" + id));
            broker.clientSettings("resetter", "resetter-password")
                    .forEach((key, value) -> lines.add("kafka." + key + "=" + value));
            Path config = Files.write(directory.resolve("resetter.properties"), lines);

            Command.run(
                    "reset",
                    "--yes",
                    "--dead-letters",
                    "--config",
                    config.toString(),
                    "--home",
                    directory.resolve("home").toString());

            assertThat(admin.listTopics().names().get()).containsExactly(topics.interactions());
            assertThat(admin.listConsumerGroupOffsets(id)
                            .partitionsToOffsetAndMetadata()
                            .get())
                    .hasSize(1);
        }
    }

    private String[] command(String command, Broker broker, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--bootstrap-servers", broker.servers()));
        arguments.addAll(List.of("--home", directory.resolve("home").toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static List<String> topics(Broker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.servers()))) {
            return List.copyOf(admin.listTopics().names().get());
        }
    }

    private static List<String> events() {
        List<String> lines = new ArrayList<>(List.of("user,item"));
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < ITEMS_OF_USER; item++) {
                lines.add("u" + user + ",i" + (8 * (user % 20) + (user / 20 + item) % 8));
            }
        }
        return lines;
    }
}
