// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is written beside its place and appears there at once when complete, or not at all. */
public final class ExportFolder implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final Path partial;
    private final Path place;
    private final List<Manifest.Part> parts = new ArrayList<>();

    private ExportFolder(Path partial, Path place) {
        this.partial = partial;
        this.place = place;
    }

    /**
     * Begins a folder.
     *
     * @param place where it is to be
     * @throws FileAlreadyExistsException if there is anything
     */
    public static ExportFolder beside(Path place) throws IOException {
        Path whole = place.toAbsolutePath().normalize();
        if (Files.exists(whole)) {
            throw new FileAlreadyExistsException(place.toString());
        }
        Files.createDirectories(whole.getParent());
        Path partial = whole.resolveSibling(
                "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Files.createDirectory(partial);
        return new ExportFolder(partial, whole);
    }

    /** Begins a file, which counts as written once it is closed. */
    OutputStream file(String name) throws IOException {
        MessageDigest sha256 = sha256();
        OutputStream out = new DigestOutputStream(Files.newOutputStream(partial.resolve(name)), sha256);
        return new FilterOutputStream(new BufferedOutputStream(out, BUFFER_BYTES)) {
            private boolean closed;

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                this.out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    super.close();
                    parts.add(new Manifest.Part(
                            name,
                            Files.size(partial.resolve(name)),
                            HexFormat.of().formatHex(sha256.digest())));
                }
            }
        };
    }

    /** The files written so far, in their order. */
    List<Manifest.Part> parts() {
        return List.copyOf(parts);
    }

    /** Moves the folder to its place. */
    void complete() throws IOException {
        try {
            Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, place);
        }
    }

    /** Removes what was written, unless it is complete. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(partial)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> files = Files.walk(partial)) {
            left = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
