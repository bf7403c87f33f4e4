// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.awaitility.Awaitility;

/** Three brokers in processes of their own, each of them a controller too; topics have three replicas. */
final class KafkaCluster implements AutoCloseable {
    static final int BROKERS = 3;

    private static final String HOST = "127.0.0.1";
    private static final String CONTROLLER = "CONTROLLER";

    private final Path directory;
    private final int[] ports = freePorts();
    private final int[] controllerPorts = freePorts();
    private final Map<Integer, Process> processes = new HashMap<>();

    KafkaCluster(Path directory) {
        this.directory = directory;
        String id = Uuid.randomUuid().toString();
        for (int broker = 1; broker <= BROKERS; broker++) {
            format(broker, id);
            start(broker);
        }
        try (Admin admin = admin()) {
            Awaitility.await("three brokers").atMost(Duration.ofMinutes(2)).until(() -> brokers(admin) == BROKERS);
        }
    }

    String servers() {
        return IntStream.of(ports).mapToObj(port -> HOST + ":" + port).collect(Collectors.joining(","));
    }

    Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5000));
    }

    /** Ends a broker without giving it a chance to do anything. */
    void kill(int broker) {
        Process process = processes.remove(broker);
        process.destroyForcibly();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        List.copyOf(processes.keySet()).forEach(this::kill);
    }

    private void start(int broker) {
        Path file = data(broker).resolveSibling("broker-" + broker + ".properties");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx400m");
        command.addAll(List.of(RowcastProcess.QUICK_START.split(" ")));
        command.add("-cp");
        command.add(RowcastProcess.DISTRIBUTION.resolve("lib") + "/*");
        command.add("kafka.Kafka");
        command.add(file.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("broker-" + broker + ".out").toFile());
        try (OutputStream out = Files.newOutputStream(file)) {
            settings(broker).store(out, null);
            processes.put(broker, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Properties settings(int broker) {
        String client = HOST + ":" + ports[broker - 1];
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(broker));
        settings.put(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, BROKERS)
                        .mapToObj(voter -> voter + "@" + HOST + ":" + controllerPorts[voter - 1])
                        .collect(Collectors.joining(",")));
        settings.put(
                "listeners",
                "CLIENTS://" + client + "," + CONTROLLER + "://" + HOST + ":" + controllerPorts[broker - 1]);
        settings.put("advertised.listeners", "CLIENTS://" + client);
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("log.dirs", data(broker).toString());
        settings.put("default.replication.factor", "3");
        settings.put("min.insync.replicas", "2");
        settings.put("offsets.topic.replication.factor", "3");
        settings.put("transaction.state.log.replication.factor", "3");
        settings.put("transaction.state.log.min.isr", "2");
        settings.put("offsets.topic.num.partitions", "6");
        settings.put("transaction.state.log.num.partitions", "6");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        settings.put("auto.create.topics.enable", "false");
        return settings;
    }

    private void format(int broker, String clusterId) {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(data(broker));
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(broker)
                    .setClusterId(clusterId)
                    .setDirectories(List.of(data(broker).toString()))
                    .setMetadataLogDirectory(data(broker).toString())
                    .setControllerListenerName(CONTROLLER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format broker " + broker, e);
        }
    }

    private Path data(int broker) {
        return directory.resolve("brokers").resolve(Integer.toString(broker));
    }

    private static int brokers(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException e) {
            return 0;
        }
    }

    private static int[] freePorts() {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < BROKERS; i++) {
            ports.add(BrokerProcess.freePort());
        }
        return ports.stream().mapToInt(Integer::intValue).toArray();
    }
}
