// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.export.CsvExport;
import io.rowcast.app.export.ExportException;
import io.rowcast.app.export.ExportFolder;
import io.rowcast.app.export.ExportFormat;
import io.rowcast.app.export.VersionExport;
import io.rowcast.app.load.Terminal;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.Topics;
import io.rowcast.topology.client.CodebookReader;
import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.client.Fallback;
import io.rowcast.topology.client.MappingReader;
import io.rowcast.topology.client.NoVersionException;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = {
            "Writes the mapping, only what is committed, from a cluster, a running instance, or the data of a stopped one, "
                    + "all found through the home. There are two kinds:",
            "A file, with --format csv alone: one CSV with side,id,row,secondary_row, of the table as it is now. Needs no "
                    + "version.",
            "A version, with any other format, or with --version or --since: a folder of files and a manifest, complete and "
                    + "checked against the hash of the version."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast export --format csv --out rows.csv",
            "  rowcast export --bootstrap-servers kafka:9092 --out - | gzip > rows.csv.gz",
            "  rowcast export --format npy --out exports/12",
            "  rowcast export --format parquet --version 12 --since exports/11 --out exports/12",
        })
final class ExportCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";
    private static final String LATEST = "latest";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv, npy, parquet, torchrec or nvtabular (default: ${DEFAULT-VALUE}).")
    private ExportFormat format = ExportFormat.CSV;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PATH",
            description =
                    "File to write, replaced at once when complete, - for standard output; or, for a version, the "
                            + "folder, which must not exist yet and appears when complete.")
    private String out;

    // Not the standard options of other commands: their --version is that of the application.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // The library looks at it.
    private boolean help;

    @Option(
            names = "--version",
            paramLabel = "N|latest",
            description = "The version to write (default where one is written: latest); with csv, writes a version "
                    + "instead of a file.")
    private String version;

    @Option(
            names = "--since",
            paramLabel = "DIR",
            description =
                    "Folder of an earlier export, of any format: also write which rows changed, were reset and were "
                            + "freed since.")
    private Path since;

    @Option(
            names = "--reserve-last",
            description = "torchrec: one row more than the codebook has, which unknown ids get for themselves.")
    private boolean reserveLast;

    @Option(
            names = "--row-offset",
            paramLabel = "N",
            description =
                    "nvtabular: rows before the first of the codebook, for the numbers that lookup layers keep for "
                            + "themselves (default: 1).")
    private Integer rowOffset;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        EffectiveConfig config = options.effective();
        boolean folder = format != ExportFormat.CSV || version != null || since != null;
        check(folder);
        OptionalLong wanted = version == null || version.equals(LATEST) ? OptionalLong.empty() : number();
        return Shutdown.guard(shutdown -> {
            String servers = Instance.clusterToRead(shutdown, config, "rowcast export", "export");
            Map<String, Object> client = config.clientProperties(servers);
            Topics topics = new Topics(config.clustering());
            ExportProgress progress =
                    new ExportProgress(System.err, Terminal.isPresent(), System::nanoTime, shutdown::stopping);
            try {
                if (folder) {
                    writeFolder(shutdown, client, topics.versions(), wanted, progress);
                } else {
                    writeFile(shutdown, client, topics.mappings(), progress);
                }
            } catch (IllegalStateException | ExportException e) {
                throw new RuntimeFailure(e.getMessage(), e);
            } finally {
                progress.close();
            }
            return 0;
        });
    }

    private void check(boolean folder) {
        if (folder && out.equals(STANDARD_OUTPUT)) {
            throw usage("--out -: a version is a folder of files, which standard output cannot be");
        }
        if (reserveLast && format != ExportFormat.TORCHREC) {
            throw usage("--reserve-last: only with --format torchrec");
        }
        if (rowOffset != null && format != ExportFormat.NVTABULAR) {
            throw usage("--row-offset: only with --format nvtabular");
        }
        if (rowOffset != null && rowOffset < 0) {
            throw usage("--row-offset " + rowOffset + ": must be 0 or more");
        }
    }

    private OptionalLong number() {
        try {
            long number = Long.parseLong(version);
            if (number >= 1) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below, as a number below 1 is.
        }
        throw usage("--version " + version + ": must be a number from 1 on, or latest");
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void writeFile(Shutdown shutdown, Map<String, Object> client, String topic, ExportProgress progress)
            throws Exception {
        CodebookTable table = new MappingReader(client, topic).readTable(progress);
        progress.close();
        if (out.equals(STANDARD_OUTPUT)) {
            CsvExport.write(table, System.out);
        } else {
            AtomicFile.write(shutdown, Path.of(out), stream -> CsvExport.write(table, stream));
        }
        report(table, "", out.equals(STANDARD_OUTPUT) ? "standard output" : out);
    }

    private void writeFolder(
            Shutdown shutdown, Map<String, Object> client, String topic, OptionalLong wanted, ExportProgress progress)
            throws Exception {
        VersionExport export = new VersionExport(
                new VersionExport.Options(format, since, reserveLast, rowOffset == null ? 1 : rowOffset),
                progress::doing);
        try (ExportFolder folder = shutdown.open(() -> ExportFolder.beside(Path.of(out)));
                CodebookReader reader = new CodebookReader(client, topic, Fallback.none())) {
            reader.showProgress(progress);
            CodebookVersion read =
                    wanted.isPresent() ? reader.loadVersion(wanted.getAsLong(), PATIENCE) : reader.load(PATIENCE);
            export.write(reader.table(), read, folder);
            report(reader.table(), " of version " + read.version(), out);
        } catch (NoVersionException e) {
            throw new RuntimeFailure(e.getMessage() + "; rowcast version cuts one, by a running instance", e);
        } catch (FileAlreadyExistsException e) {
            throw new RuntimeFailure("--out " + out + " exists already; a version is written to a new folder", e);
        } catch (ExportException e) {
            throw e;
        } catch (IOException e) {
            throw new RuntimeFailure(out + " cannot be written: " + RuntimeFailure.causeOf(e), e);
        }
    }

    private void report(CodebookTable table, String what, String where) {
        spec.commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "exported %,d users and %,d items%s to %s%n",
                        table.size(Side.USER),
                        table.size(Side.ITEM),
                        what,
                        where);
        spec.commandLine().getErr().flush();
    }
}
