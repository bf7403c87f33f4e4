package io.rowcast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** The packaged broker in a process of its own, which comes back on the same home and port. */
final class BrokerProcess implements AutoCloseable {
    private final Path directory;
    private final int port = freePort();
    private RowcastProcess process;
    private int starts;

    BrokerProcess(Path directory) {
        this.directory = directory;
        start();
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    RowcastProcess process() {
        return process;
    }

    /** What it has logged, over all its starts. */
    String log() {
        return RowcastProcess.log(home());
    }

    private Path home() {
        return directory.resolve("home-broker");
    }

    /** Starts it where it stopped. */
    void start() {
        starts++;
        process = RowcastProcess.start(
                directory, "broker-" + starts, "broker", "--home", home().toString(), "--port", Integer.toString(port));
        process.awaitLine("bootstrap servers ");
    }

    @Override
    public void close() {
        process.close();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
