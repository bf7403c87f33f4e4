// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.awaitility.Awaitility;

/**
 * Kafka's own server that takes clients in by TLS and SCRAM-SHA-512 only and allows them nothing without a rule. Its
 * certificate is that of {@code localhost}.
 */
final class SecuredBroker implements AutoCloseable {
    private static final String ADMIN = "admin";
    private static final String ADMIN_PASSWORD = "admin-password";
    private static final int ITERATIONS = 4096;

    private final KafkaRaftServer server;
    private final Certificates certificates;
    private final int port;

    private SecuredBroker(KafkaRaftServer server, Certificates certificates, int port) {
        this.server = server;
        this.certificates = certificates;
        this.port = port;
    }

    static SecuredBroker start(Path directory) throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Certificates certificates = Certificates.create(directory.resolve("broker"), "localhost");
        int[] ports = freePorts();
        format(data);
        KafkaRaftServer server = new KafkaRaftServer(
                KafkaConfig.fromProps(settings(data, certificates, ports[0], ports[1])), Time.SYSTEM);
        server.startup();
        return new SecuredBroker(server, certificates, ports[0]);
    }

    String bootstrapServers() {
        return "localhost:" + port;
    }

    Certificates certificates() {
        return certificates;
    }

    Admin admin() {
        return Admin.create(clientSettings(ADMIN, ADMIN_PASSWORD));
    }

    /** The settings of a client that logs in, without any prefix. */
    Map<String, Object> clientSettings(String user, String password) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                jaas(user, password),
                "ssl.truststore.location",
                certificates.trustStore().toString(),
                "ssl.truststore.password",
                Certificates.PASSWORD);
    }

    static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    /** Adds users, each with a password of its own. */
    void addUsers(Map<String, String> passwords) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(passwords.entrySet().stream()
                            .map(user -> new UserScramCredentialUpsertion(
                                    user.getKey(),
                                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                                    user.getValue()))
                            .<UserScramCredentialAlteration>map(user -> user)
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Creates access rules and waits until the broker applies them. */
    void allow(Collection<AclBinding> rules) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createAcls(rules).all().get();
            Awaitility.await()
                    .until(() -> admin.describeAcls(AclBindingFilter.ANY)
                            .values()
                            .get()
                            .containsAll(rules));
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path data) throws Exception {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setScramArguments(List.of("SCRAM-SHA-512=[name=" + ADMIN + ",password=" + ADMIN_PASSWORD
                            + ",iterations=" + ITERATIONS + "]"))
                    .run();
        }
    }

    private static Properties settings(Path data, Certificates certificates, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        settings.put("listeners", "CLIENTS://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        settings.put("advertised.listeners", "CLIENTS://localhost:" + port);
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", data.toString());
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        settings.put("listener.name.clients.scram-sha-512.sasl.jaas.config", jaas(ADMIN, ADMIN_PASSWORD));
        settings.put("ssl.keystore.location", certificates.keyStore().toString());
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        settings.put("ssl.key.password", Certificates.PASSWORD);
        settings.put("ssl.truststore.location", certificates.trustStore().toString());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
        settings.put("allow.everyone.if.no.acl.found", "false");
        // Only the controller's listener lets anybody in without a login.
        settings.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        return settings;
    }

    private static int[] freePorts() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket first = new ServerSocket(0, 1, loopback);
                ServerSocket second = new ServerSocket(0, 1, loopback)) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        }
    }
}
