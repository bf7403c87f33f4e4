package io.rowcast.app.cli;

import java.io.IOException;
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
