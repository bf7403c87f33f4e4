// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running instance listens on, and whether it takes samples of itself, as Linux tells it. */
final class ListeningIT {
    private static final String LISTEN = "0A";
    private static final Set<String> TYPES = Set.of("tcp", "tcp6");

    /** The thread that takes samples for the page, the metrics and the terminal. */
    private static final String SAMPLER = "sampler";

    @TempDir
    private Path directory;

    @Test
    void shouldListenOnLoopbackOnlyWhenNotToldOtherwise() throws IOException {
        String home = directory.resolve("home").toString();
        try (RowcastProcess run = RowcastProcess.start(directory, "run", "run", "--demo", "--home", home)) {
            run.awaitLine("events/s");

            List<InetAddress> addresses = listening(run.pid());

            // The embedded broker has a listener for clients and one for its controller, and HTTP has one.
            assertThat(addresses).hasSizeGreaterThanOrEqualTo(3).allMatch(InetAddress::isLoopbackAddress);
            assertThat(threads(run.pid())).contains(SAMPLER);
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
    }

    @Test
    void shouldTakeNoSamplesWhenNobodyCanSeeThem() throws IOException {
        String home = directory.resolve("home").toString();
        try (RowcastProcess run =
                RowcastProcess.start(directory, "run", "run", "--demo", "--home", home, "--set", "http.port=-1")) {
            run.awaitLine("events/s");

            assertThat(run.output()).doesNotContain("http://");
            assertThat(threads(run.pid())).isNotEmpty().doesNotContain(SAMPLER);
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
    }

    private static Set<String> threads(long pid) throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                try {
                    names.add(Files.readString(task.resolve("comm")).strip());
                } catch (NoSuchFileException e) {
                    // It has ended since.
                }
            }
        }
        return names;
    }

    private static List<InetAddress> listening(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Set<String> own = sockets(process.resolve("fd"));
        List<InetAddress> addresses = new ArrayList<>();
        for (String type : TYPES) {
            for (String line : Files.readAllLines(process.resolve("net").resolve(type))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields[3].equals(LISTEN) && own.contains("socket:[" + fields[9] + "]")) {
                    addresses.add(address(fields[1].substring(0, fields[1].indexOf(':'))));
                }
            }
        }
        return addresses;
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> links = Files.list(descriptors)) {
            for (Path link : links.toList()) {
                if (Files.isSymbolicLink(link)) {
                    sockets.add(Files.readSymbolicLink(link).toString());
                }
            }
        }
        return sockets;
    }

    /** Linux prints an address as words of four bytes, each in the order of the machine. */
    private static InetAddress address(String hex) throws IOException {
        byte[] printed = HexFormat.of().parseHex(hex);
        byte[] address = new byte[printed.length];
        for (int i = 0; i < printed.length; i++) {
            address[i] = printed[i / 4 * 4 + 3 - i % 4];
        }
        return InetAddress.getByAddress(address);
    }
}
