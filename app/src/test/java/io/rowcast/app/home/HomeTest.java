// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeTest {

    @TempDir
    private Path directory;

    @Test
    void shouldRefuseSecondLockWhenHomeIsTaken() {
        Home home = new Home(directory);
        try (HomeLock lock = home.lock("rowcast run")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> new Home(directory.resolve(".")).lock("rowcast broker"))
                    .isInstanceOf(HomeInUseException.class)
                    .hasMessageContaining("is in use by rowcast run, process "
                            + ProcessHandle.current().pid());
        }
        assertThatCode(() -> home.lock("rowcast broker").close()).doesNotThrowAnyException();
    }

    @Test
    void shouldKeepLockWhenAskedForRunningBroker() throws Exception {
        Home home = new Home(directory);
        try (HomeLock lock = home.lock("rowcast run")) {
            assertThat(lock).isNotNull();
            Files.createDirectories(home.brokerData());
            home.publishBroker("127.0.0.1:9");
            assertThat(home.runningBroker()).contains("127.0.0.1:9");

            // Whether another process still meets the lock: only another process can tell.
            assertThat(otherProcessGetsLock()).isFalse();
        }
        assertThat(otherProcessGetsLock()).isTrue();
    }

    @Test
    void shouldNotNameBrokerWhenItsProcessDied() throws IOException {
        Home home = new Home(directory);
        Files.createDirectories(home.brokerData());
        home.lock("rowcast run").close();

        home.publishBroker("127.0.0.1:9");

        assertThat(home.runningBroker()).isEmpty();
    }

    @Test
    void shouldNotCreateAnythingWhenOnlyAsked() {
        Home home = new Home(directory.resolve("none"));

        assertThat(home.runningBroker()).isEmpty();
        assertThat(home.directory()).doesNotExist();
    }

    private boolean otherProcessGetsLock() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProbe.class.getName(),
                        directory.resolve("lock").toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == LockProbe.GOT_IT;
    }

    /** Run as a process of its own: tries to take the lock of a file. */
    static final class LockProbe {
        static final int GOT_IT = 10;

        private LockProbe() {}

        public static void main(String[] args) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                FileLock lock = channel.tryLock();
                System.exit(lock == null ? 11 : GOT_IT);
            }
        }
    }
}
