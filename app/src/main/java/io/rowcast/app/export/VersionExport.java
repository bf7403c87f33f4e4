// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes a version of the table as a folder of files. The same version gives the same files to the last byte. */
public final class VersionExport {
    private final Options options;
    private final Consumer<String> progress;

    /**
     * What is asked for.
     *
     * @param format of the files
     * @param since folder of an earlier export to tell changes against, or {@code null}
     * @param reserveLast for TorchRec: one more row, for unknown ids alone
     * @param rowOffset for NVTabular and Keras: rows before the first, 0 or more
     */
    public record Options(ExportFormat format, Path since, boolean reserveLast, int rowOffset) {}

    /**
     * An export.
     *
     * @param progress is told what is done next
     */
    public VersionExport(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Writes the files, the manifest last, and moves the folder to its place.
     *
     * @param table the table at the version
     * @throws ExportException if it cannot be written so
     * @throws IOException if a file cannot be written or read
     */
    public void write(CodebookTable table, CodebookVersion version, ExportFolder folder) throws IOException {
        Manifest earlier = options.since() == null ? null : earlier(version);
        Manifest.Vertices users = write(table, version, Side.USER, version.sum().userRows(), folder);
        Manifest.Vertices items = write(table, version, Side.ITEM, version.sum().itemRows(), folder);
        Manifest manifest = new Manifest(
                Manifest.VERSION,
                options.format().toString(),
                version.version(),
                version.topic(),
                version.created(),
                version.offsets(),
                version.sum().hash().toString(),
                version.rows(),
                users,
                items,
                version.parameters(),
                earlier == null ? null : new Manifest.Earlier(earlier.version(), earlier.hash()),
                folder.parts());
        try (OutputStream out = folder.file(Manifest.NAME)) {
            out.write(manifest.text().getBytes(StandardCharsets.UTF_8));
        }
        folder.complete();
    }

    private Manifest earlier(CodebookVersion version) throws IOException {
        Manifest earlier = Manifest.read(options.since());
        if (!earlier.topic().equals(version.topic()) || earlier.rows() != version.rows()) {
            throw new ExportException("--since " + options.since() + " is of another deployment: topic "
                    + earlier.topic() + " with " + earlier.rows() + " rows, not " + version.topic() + " with "
                    + version.rows());
        }
        if (earlier.version() > version.version()) {
            throw new ExportException("--since " + options.since() + " is of version " + earlier.version()
                    + ", which came after version " + version.version());
        }
        return earlier;
    }

    private Manifest.Vertices write(
            CodebookTable table, CodebookVersion version, Side side, long inUse, ExportFolder folder)
            throws IOException {
        progress.accept("sorting " + side.word() + "s");
        SortedSide sorted = new SortedSide(table, side);
        progress.accept("writing " + sorted.name());
        Manifest.Vertices vertices = options.format().write(sorted, options, version.rows(), inUse, folder);
        RowFiles rows = RowFiles.of(table, sorted, version.rows());
        rows.write(folder, sorted.name());
        if (options.since() != null) {
            rows.writeChanges(RowFiles.read(options.since(), side), folder, sorted.name());
        }
        return vertices;
    }
}
