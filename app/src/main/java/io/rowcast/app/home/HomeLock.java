// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The hold of one process on a home; the operating system drops it when the process ends, however it ends. */
public final class HomeLock implements AutoCloseable {
    /** Another process may hold the lock for a moment just to see whether it is free. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /**
     * Homes this process holds. File locks belong to the process and closing any handle of the file drops them, so a
     * file whose lock this process holds must not even be opened.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Home home;
    private final Path identity;
    private final FileChannel channel;

    private HomeLock(Home home, Path identity, FileChannel channel) {
        this.home = home;
        this.identity = identity;
        this.channel = channel;
    }

    static HomeLock take(Home home, String user) {
        try {
            Files.createDirectories(home.directory());
            Path identity = home.directory().toRealPath();
            if (!HELD_HERE.add(identity)) {
                throw new HomeInUseException(home);
            }
            FileChannel channel = null;
            try {
                channel = lockPatiently(home);
            } finally {
                if (channel == null) {
                    HELD_HERE.remove(identity);
                }
            }
            if (channel == null) {
                throw new HomeInUseException(home);
            }
            Files.writeString(
                    home.userFile(),
                    user + ", process " + ProcessHandle.current().pid() + "\n");
            return new HomeLock(home, identity, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use home " + home.directory(), e);
        }
    }

    static boolean isTaken(Home home) {
        try {
            if (!Files.exists(home.lockFile())) {
                return false;
            }
            if (HELD_HERE.contains(home.directory().toRealPath())) {
                return true;
            }
            FileChannel channel = tryLock(home);
            if (channel != null) {
                channel.close();
            }
            return channel == null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use home " + home.directory(), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(home.userFile());
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release home " + home.directory(), e);
        } finally {
            HELD_HERE.remove(identity);
        }
    }

    private static FileChannel lockPatiently(Home home) throws IOException {
        long start = System.nanoTime();
        FileChannel channel = tryLock(home);
        while (channel == null && System.nanoTime() - start < PATIENCE_NANOS) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            channel = tryLock(home);
        }
        return channel;
    }

    /** The locked channel, whose closing frees the lock, or {@code null} if another process has the lock. */
    private static FileChannel tryLock(Home home) throws IOException {
        FileChannel channel = FileChannel.open(home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : channel;
    }
}
