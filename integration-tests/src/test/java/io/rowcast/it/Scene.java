// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.ClusteringConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A deployment on a cluster, with instances that are to fail and timeouts short enough to watch them recover. */
final class Scene {
    static final int ROWS = 300;

    /** The longest that an instance may keep a transaction open. */
    static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Deployment deployment = new Deployment(ROWS);
    private final Path directory;
    private final String servers;
    private final SurvivalOptions options;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private int started;

    Scene(Path directory, String servers, SurvivalOptions options) {
        this.directory = directory;
        this.servers = servers;
        this.options = options;
        set("kafka.session.timeout.ms", "6000");
        set("kafka.transaction.timeout.ms", Long.toString(TRANSACTION_TIMEOUT.toMillis()));
        // Most of what a load costs here is commits. With fewer, a fault hits a transaction with more in it.
        set("kafka.commit.interval.ms", "250");
        set("volumes.publish.interval.ms", "500");
    }

    /** Gives all instances started from now on more stream threads than one. */
    Scene threads(int threads) {
        return set("kafka.num.stream.threads", Integer.toString(threads));
    }

    /** Gives the deployment, which has not begun, other partitions than those of most tests. */
    Scene partitions(int partitions) {
        return set(ClusteringConfig.PARTITIONS_CONFIG, Integer.toString(partitions));
    }

    /** Gives all instances started from now on a setting, instead of the one they had. */
    Scene set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Begins a load. */
    LiveEvents load() {
        return load(options.rate());
    }

    /** Begins a load of so many events per second. */
    LiveEvents load(int rate) {
        return new LiveEvents(servers, deployment.topics().interactions(), rate, options.events());
    }

    /** Events per second of a load, unless told otherwise. */
    int rate() {
        return options.rate();
    }

    /** Starts an instance and waits until it takes part. */
    RowcastProcess instance(String home) {
        RowcastProcess instance = begin(home);
        instance.awaitLine("stop with Ctrl-C");
        return instance;
    }

    /** Starts an instance. */
    RowcastProcess begin(String home) {
        return begin(home, List.of());
    }

    /** Starts an instance by way of another program. */
    RowcastProcess begin(String home, List<String> by) {
        return RowcastProcess.startBy(by, directory, name(home), run(home));
    }

    /** Events applied and committed so far, each counted once. */
    long events() {
        return deployment.events(servers);
    }

    /** Waits until more events are applied, by instances that are alive. */
    void awaitEvents(long atLeast, RowcastProcess... instances) {
        Awaitility.await(seeded("events"))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    for (RowcastProcess instance : instances) {
                        assertThat(instance.isAlive()).as(instance::output).isTrue();
                    }
                    return events() >= atLeast;
                });
    }

    /**
     * Ends a load, has instances that are alive apply the rest of it, audits what came of it and stops them: every event was
     * counted once, none became a dead letter, the graph is that of the input, and no invariant is violated.
     *
     * @param story what the deployment went through, for the report
     */
    void check(String story, LiveEvents load, RowcastProcess... instances) {
        load.end();
        awaitEvents(load.sent(), instances);
        Path input = directory.resolve("input.csv");
        load.write(input);
        audit(input, load);
        assertThat(events()).as(seeded("events counted")).isEqualTo(load.sent());
        assertThat(new TopicContents(servers).all(deployment.topics().deadLetters()))
                .as(seeded("dead letters"))
                .isEmpty();
        for (RowcastProcess instance : instances) {
            assertThat(instance.interrupt()).as(instance::output).isEqualTo(130);
        }
        System.out.printf(
                "%s: %d events, %d edges, audited without violations%n",
                seeded(story), load.sent(), load.edges().size());
    }

    /** A message that tells how to repeat what it is about. */
    String seeded(String what) {
        return what + " with -Drowcast.it.seed=" + options.seed();
    }

    Path home(String name) {
        return directory.resolve("home-" + name);
    }

    /** The state directory of an instance. */
    Path state(String home) {
        return home(home).resolve("state").resolve("rowcast");
    }

    private void audit(Path input, LiveEvents load) {
        Audited audited = Audited.run(
                directory,
                "audit",
                "--bootstrap-servers",
                servers,
                "--home",
                home("audit").toString(),
                "--rows",
                Integer.toString(ROWS),
                "--set",
                ClusteringConfig.PARTITIONS_CONFIG + "="
                        + settings.getOrDefault(
                                ClusteringConfig.PARTITIONS_CONFIG, Integer.toString(Command.PARTITIONS)),
                "--against",
                input.toString());
        assertThat(audited.exitCode()).as(seeded(audited.output())).isZero();
        audited.withoutViolations();
        assertThat(audited.checked("input"))
                .as(seeded("edges of the input"))
                .isEqualTo(load.edges().size());
        assertThat(audited.figure("edges")).as(seeded("edges")).isEqualTo((double)
                load.edges().size());
    }

    private String name(String home) {
        started++;
        return started + "-" + home;
    }

    private String[] run(String home) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--home",
                home(home).toString(),
                "--bootstrap-servers",
                servers,
                "--rows",
                Integer.toString(ROWS)));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments.toArray(new String[0]);
    }
}
