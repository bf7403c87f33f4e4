// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code graph.retention} on a running instance with two partitions. */
final class RetentionIT {
    private static final int ROWS = 64;
    private static final int USERS = 1000;
    private static final int ITEMS = 300;
    private static final long FIRST_DAY = 1_760_000_000_000L;
    private static final int RETENTION_DAYS = 5;

    private final Deployment deployment = new Deployment(ROWS);
    private final List<String> events = new ArrayList<>();
    private final List<String> kept = new ArrayList<>(List.of("user,item"));
    private final Set<String> keptUsers = new HashSet<>();

    @TempDir
    private Path directory;

    @Test
    void shouldKeepExactlyTheEdgesThatAreYoungerThanTheRetention() throws IOException {
        for (int user = 0; user < USERS; user++) {
            for (int edge = 0; edge < 4; edge++) {
                event(user, (7 * user + edge) % ITEMS, 0);
            }
        }
        for (int user = 0; user < USERS; user += 2) {
            // One edge is told of again, one is new; the other three of the user expire.
            recent(user, (7 * user) % ITEMS, RETENTION_DAYS + 1);
            recent(user, ITEMS + user % 50, RETENTION_DAYS + 2);
        }
        Path input = directory.resolve("events.jsonl");
        Files.write(input, events);
        Path left = directory.resolve("kept.csv");
        Files.write(left, kept);
        try (Broker broker = SharedBroker.take();
                RowcastProcess run = RowcastProcess.start(
                        directory,
                        "run",
                        "run",
                        "--home",
                        directory.resolve("home").toString(),
                        "--bootstrap-servers",
                        broker.servers(),
                        "--rows",
                        Integer.toString(ROWS),
                        "--set",
                        "graph.retention=" + RETENTION_DAYS + "d",
                        "--set",
                        "sweep.pause.max.ms=5000")) {
            String servers = broker.servers();
            run.awaitLine("events/s");
            Command.run("load", "--bootstrap-servers", servers, input.toString());
            TopicContents contents = new TopicContents(servers);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        assertThat(run.isAlive()).as(run::output).isTrue();
                        assertThat(users(contents)).as(run::output).isEqualTo(keptUsers);
                        checkEdges(servers, left);
                    });
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
    }

    private void checkEdges(String servers, Path left) {
        Audited audited = Audited.run(
                        directory,
                        "audit",
                        "--bootstrap-servers",
                        servers,
                        "--rows",
                        Integer.toString(ROWS),
                        "--against",
                        left.toString())
                .withoutViolations();
        assertThat(audited.checked("input")).isEqualTo(kept.size() - 1L);
        assertThat(audited.figure("edges")).isEqualTo(kept.size() - 1.0);
        assertThat(audited.figure("users")).isEqualTo(keptUsers.size());
    }

    private void recent(int user, int item, int day) {
        event(user, item, day);
        kept.add("u" + user + ",i" + item);
        keptUsers.add("user:u" + user);
    }

    private void event(int user, int item, int day) {
        long time = FIRST_DAY + Duration.ofDays(day).toMillis();
        events.add("{\"user\":\"u" + user + "\",\"item\":\"i" + item + "\",\"timestamp\":" + time + "}");
    }

    private Set<String> users(TopicContents contents) {
        Set<String> users = new HashSet<>();
        contents.latest(deployment.topics().mappings()).forEach((key, value) -> {
            String id = new String(key.get(), StandardCharsets.UTF_8);
            if (id.startsWith("user:")) {
                users.add(id);
            }
        });
        return users;
    }
}
