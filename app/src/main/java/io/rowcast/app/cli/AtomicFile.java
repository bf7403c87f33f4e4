// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.runtime.RuntimeFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written beside its place and appears there at once when complete, or not at all. */
final class AtomicFile implements AutoCloseable {
    private final Path partial;
    private final Path place;

    private AtomicFile(Path partial, Path place) {
        this.partial = partial;
        this.place = place;
    }

    /** What a file is to hold. */
    @FunctionalInterface
    interface Contents {
        void writeTo(OutputStream stream) throws IOException;
    }

    /**
     * Writes a whole file; nothing is left of it if the process is stopped meanwhile.
     *
     * @throws RuntimeFailure naming the file, if it cannot be written
     */
    static void write(Shutdown shutdown, Path place, Contents contents) throws Exception {
        try (AtomicFile file = shutdown.open(() -> beside(place))) {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file.partial))) {
                contents.writeTo(stream);
            }
            file.complete();
        } catch (IOException e) {
            throw new RuntimeFailure(place + " cannot be written: " + RuntimeFailure.causeOf(e), e);
        }
    }

    /** As {@link #write(Shutdown, Path, Contents)}, a text in UTF-8. */
    static void write(Shutdown shutdown, Path place, String text) throws Exception {
        write(shutdown, place, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    static AtomicFile beside(Path file) throws IOException {
        Path place = file.toAbsolutePath();
        Files.createDirectories(place.getParent());
        Path name = place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        return new AtomicFile(name, place);
    }

    /** Where to write. */
    Path partial() {
        return partial;
    }

    /** Moves what was written to its place. */
    void complete() throws IOException {
        try {
            Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes what was written, unless it is complete. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(partial);
    }
}
