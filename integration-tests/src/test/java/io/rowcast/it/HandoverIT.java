// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that move between instances while events keep coming. */
final class HandoverIT {
    /** Four subtopologies with stores, and one of a single task. */
    private static final int TASKS = 4 * Command.PARTITIONS + 1;

    private static final Pattern PROMOTED = Pattern.compile("standby-task \\[\\d+_\\d+\\] Closed and recycled state");

    private static final Pattern STANDBY =
            Pattern.compile("standby-task \\[(?<task>\\d+_\\d+)\\] (?<event>Initialized|Closed)");

    private static final Pattern ASSIGNED = Pattern.compile("New active tasks: \\[(?<tasks>[^]]+)\\]");
    private static final String INSTANCE_ID = "kafka.group.instance.id";
    private static final String STARTED = "state REBALANCING after CREATED";

    private final SurvivalOptions options = SurvivalOptions.get();

    @TempDir
    private Path directory;

    @Test
    void shouldCountEveryEventOnceWhenStandbysTakeOverFromAKilledInstance() {
        try (Broker broker = SharedBroker.take()) {
            Scene scene = new Scene(directory, broker.servers(), options)
                    .set("kafka.num.standby.replicas", "1")
                    .set("kafka.statestore.cache.max.bytes", Integer.toString(10 << 20))
                    // Small enough that vertices leave the caches before they are committed.
                    .set("vertex.cache.bytes", Integer.toString(128 << 10))
                    .set("log.level.org.apache.kafka.streams.processor.internals.StandbyTask", "info");
            SplittableRandom random = options.random();
            RowcastProcess stays = scene.instance("a");
            RowcastProcess leaves = scene.instance("b");
            String staying = "a";
            String leaving = "b";
            try (LiveEvents load = scene.load()) {
                for (int kill = 0; kill < 2 * options.rounds(); kill++) {
                    awaitTasks(scene, "a", "b");
                    awaitStandbys(scene, staying);
                    scene.awaitEvents(scene.events() + random.nextInt(1, 2 * options.rate()), stays, leaves);
                    long before = promoted(scene, staying);
                    leaves.kill();
                    String survivor = staying;
                    Awaitility.await(scene.seeded("a standby that takes over"))
                            .atMost(Duration.ofMinutes(1))
                            .until(() -> promoted(scene, survivor) > before);
                    scene.awaitEvents(scene.events() + options.rate(), stays);
                    RowcastProcess back = scene.instance(leaving);
                    leaves = stays;
                    stays = back;
                    String swap = staying;
                    staying = leaving;
                    leaving = swap;
                }
                scene.check("standbys took over", load, leaves, stays);
            } finally {
                leaves.close();
                stays.close();
            }
        }
    }

    @Test
    void shouldCountEveryEventOnceWhenInstancesComeAndGo() {
        try (Broker broker = SharedBroker.take()) {
            Scene scene = new Scene(directory, broker.servers(), options);
            SplittableRandom random = options.random();
            List<String> homes = new ArrayList<>(List.of("b", "c"));
            Map<String, RowcastProcess> instances = new TreeMap<>(Map.of("a", scene.instance("a")));
            try (LiveEvents load = scene.load()) {
                StringBuilder story = new StringBuilder();
                for (int step = 0; step < 6 * options.rounds(); step++) {
                    scene.awaitEvents(scene.events() + random.nextInt(1, options.rate()), all(instances));
                    if (instances.size() == 1 || (!homes.isEmpty() && random.nextBoolean())) {
                        String home = homes.remove(random.nextInt(homes.size()));
                        instances.put(home, scene.instance(home));
                        story.append(" +").append(home);
                    } else {
                        String home = List.copyOf(instances.keySet()).get(random.nextInt(instances.size()));
                        RowcastProcess instance = instances.get(home);
                        if (random.nextBoolean()) {
                            instance.kill();
                            story.append(" killed ").append(home);
                        } else {
                            assertThat(instance.interrupt())
                                    .as(instance::output)
                                    .isEqualTo(130);
                            story.append(" -").append(home);
                        }
                        instances.remove(home);
                        homes.add(home);
                    }
                }
                scene.check("instances" + story, load, all(instances));
            } finally {
                instances.values().forEach(RowcastProcess::close);
            }
        }
    }

    @Test
    void shouldMoveNoTaskWhenAStaticMemberIsBackBeforeItIsMissed() {
        try (Broker broker = SharedBroker.take()) {
            Scene scene = new Scene(directory, broker.servers(), options)
                    .set("kafka.session.timeout.ms", "60000")
                    .set("log.level.org.apache.kafka.streams.processor.internals.TaskManager", "info");
            RowcastProcess stays = scene.set(INSTANCE_ID, "a").instance("a");
            RowcastProcess restarts = scene.set(INSTANCE_ID, "b").instance("b");
            try (LiveEvents load = scene.load()) {
                Awaitility.await(scene.seeded("tasks that are shared out"))
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> areSharedOut(assignments(scene, "a"), assignments(scene, "b")));
                scene.awaitEvents(scene.rate(), stays, restarts);
                List<Set<String>> before = assignments(scene, "a");
                Set<String> restarting = last(assignments(scene, "b"));

                assertThat(restarts.interrupt()).as(restarts::output).isEqualTo(130);
                restarts = scene.instance("b");

                scene.awaitEvents(load.sent() + scene.rate(), stays, restarts);
                List<Set<String>> after = assignments(scene, "a");
                assertThat(after.subList(before.size(), after.size()))
                        .as(scene.seeded("tasks of who stayed"))
                        .allSatisfy(tasks -> assertThat(tasks).isEqualTo(last(before)));
                assertThat(last(assignments(scene, "b")))
                        .as(scene.seeded("tasks of who came back"))
                        .isEqualTo(restarting);
                scene.check("a static member restarted", load, stays, restarts);
            } finally {
                stays.close();
                restarts.close();
            }
        }
    }

    /** The first has had all tasks to itself, and has given away those of the second. */
    private static boolean areSharedOut(List<Set<String>> first, List<Set<String>> second) {
        return !first.isEmpty()
                && !second.isEmpty()
                && last(first).size() + last(second).size() == first.get(0).size();
    }

    private static Set<String> last(List<Set<String>> assignments) {
        return assignments.get(assignments.size() - 1);
    }

    /** The active tasks that each rebalance has given an instance, if any. */
    private static List<Set<String>> assignments(Scene scene, String home) {
        List<Set<String>> assignments = new ArrayList<>();
        logged(scene, home, line -> {
            Matcher matcher = ASSIGNED.matcher(line);
            if (matcher.find()) {
                assignments.add(new TreeSet<>(List.of(matcher.group("tasks").split(", "))));
            }
        });
        return assignments;
    }

    private static RowcastProcess[] all(Map<String, RowcastProcess> instances) {
        return instances.values().toArray(new RowcastProcess[0]);
    }

    /** With one standby of every task, both of two instances have a directory of every task with stores in it. */
    private static void awaitTasks(Scene scene, String... homes) {
        for (String home : homes) {
            Awaitility.await(scene.seeded("all tasks on " + home))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> tasks(scene.state(home)) == TASKS);
        }
    }

    private static long tasks(Path state) throws IOException {
        try (Stream<Path> entries = Files.list(state)) {
            return entries.filter(entry -> Files.isDirectory(entry.resolve("rocksdb")))
                    .count();
        }
    }

    /** After a restart the directories are those of the time before. */
    private static void awaitStandbys(Scene scene, String home) {
        Awaitility.await(scene.seeded("standbys on " + home))
                .atMost(Duration.ofMinutes(1))
                .until(() -> !standbys(scene, home).isEmpty());
    }

    private static Set<String> standbys(Scene scene, String home) {
        Set<String> standbys = new TreeSet<>();
        logged(scene, home, line -> {
            Matcher matcher = STANDBY.matcher(line);
            if (line.contains(STARTED)) {
                standbys.clear();
            } else if (matcher.find()) {
                if (matcher.group("event").equals("Closed")) {
                    standbys.remove(matcher.group("task"));
                } else {
                    standbys.add(matcher.group("task"));
                }
            }
        });
        return standbys;
    }

    private static long promoted(Scene scene, String home) {
        AtomicLong promoted = new AtomicLong();
        logged(scene, home, line -> promoted.addAndGet(PROMOTED.matcher(line).find() ? 1 : 0));
        return promoted.get();
    }

    private static void logged(Scene scene, String home, Consumer<String> each) {
        try (Stream<String> lines = Files.lines(scene.home(home).resolve("logs/rowcast.log"))) {
            lines.forEach(each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
