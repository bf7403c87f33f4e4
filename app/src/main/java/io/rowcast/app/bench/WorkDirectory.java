// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory of a run of the benchmark alone, made anew and deleted at the end. */
final class WorkDirectory implements AutoCloseable {
    private final Path path;
    private final boolean keep;

    WorkDirectory(Path parent, boolean keep) {
        try {
            Files.createDirectories(parent);
            this.path = Files.createTempDirectory(parent, "rowcast-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory can be made in " + parent, e);
        }
        this.keep = keep;
    }

    Path path() {
        return path;
    }

    Path of(String name) {
        return path.resolve(name);
    }

    /** Deletes what one child left. */
    void delete(String name) {
        if (keep) {
            return;
        }
        deleteTree(of(name));
    }

    @Override
    public void close() {
        if (!keep) {
            deleteTree(path);
        }
    }

    private static void deleteTree(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root, e);
        }
    }
}
