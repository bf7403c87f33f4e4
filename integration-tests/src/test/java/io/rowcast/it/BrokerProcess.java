// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** The packaged broker in a process of its own, which comes back on the same home and port. */
final class BrokerProcess implements BreakableBroker {
    private final Path directory;
    private final int port = freePort();
    private RowcastProcess process;
    private int starts;

    BrokerProcess(Path directory) {
        this.directory = directory;
        restart();
    }

    @Override
    public String servers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void kill() {
        process.kill();
    }

    /** Stops it from doing anything until {@link #resume()}. */
    void pause() {
        process.pause();
    }

    void resume() {
        process.resume();
    }

    /** What it has logged, over all its starts. */
    String log() {
        return RowcastProcess.log(home());
    }

    private Path home() {
        return directory.resolve("home-broker");
    }

    @Override
    public void restart() {
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
