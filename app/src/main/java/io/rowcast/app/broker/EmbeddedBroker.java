// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.broker;

import io.rowcast.app.home.Home;
import io.rowcast.app.home.HomeLock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real KRaft broker and controller in this process, for one machine: it listens on the loopback address only, keeps
 * its data in a home and goes on where it stopped when it is started there again.
 */
public final class EmbeddedBroker implements Broker {
    /** A port found free may be taken by another process before the broker binds it. */
    private static final int ATTEMPTS = 3;

    private final Home home;
    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(Home home, KafkaRaftServer server, String bootstrapServers) {
        this.home = home;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Whether a home holds the data of an embedded broker. */
    public static boolean hasData(Home home) {
        return Files.exists(home.brokerData().resolve("meta.properties"));
    }

    /**
     * Starts the broker of a home and tells other processes where it listens.
     *
     * @param home the home
     * @param lock this process's hold on the home
     * @param port the port to listen on, or nothing for any free one
     * @throws BrokerException if the port is taken or the data cannot be used
     */
    public static EmbeddedBroker start(Home home, HomeLock lock, OptionalInt port) {
        Objects.requireNonNull(lock, "a broker runs only on a locked home");
        Path data = home.brokerData();
        try {
            Files.createDirectories(data);
            if (port.isPresent()) {
                checkFree(port.getAsInt());
            }
            if (hasData(home)) {
                BrokerFence.raise(data, freePorts()[1]);
            } else {
                format(data);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted while preparing the embedded broker in " + data, e);
        } catch (Exception e) {
            throw new BrokerException("cannot prepare the embedded broker in " + data + ": " + e.getMessage(), e);
        }
        RuntimeException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int[] free = freePorts();
            int listen = port.orElse(free[0]);
            KafkaRaftServer server =
                    new KafkaRaftServer(KafkaConfig.fromProps(BrokerSettings.of(data, listen, free[1])), Time.SYSTEM);
            try {
                server.startup();
                String bootstrapServers = BrokerSettings.HOST + ":" + listen;
                home.publishBroker(bootstrapServers);
                return new EmbeddedBroker(home, server, bootstrapServers);
            } catch (RuntimeException e) {
                failure = e;
                server.shutdown();
                server.awaitShutdown();
            }
        }
        throw new BrokerException("cannot start the embedded broker in " + data + ": " + rootMessage(failure), failure);
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        home.withdrawBroker();
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path data) throws Exception {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    private static void checkFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
        } catch (IOException e) {
            throw new IOException("port " + port + " is not free: " + e.getMessage(), e);
        }
    }

    private static int[] freePorts() {
        try (ServerSocket first = new ServerSocket(0, 1, loopback());
                ServerSocket second = new ServerSocket(0, 1, loopback())) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        } catch (IOException e) {
            throw new BrokerException("no free port on " + BrokerSettings.HOST + ": " + e.getMessage(), e);
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(BrokerSettings.HOST, new byte[] {127, 0, 0, 1});
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
