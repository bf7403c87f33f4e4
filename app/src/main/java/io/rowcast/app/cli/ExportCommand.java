package io.rowcast.app.cli;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.export.CsvExport;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.Topics;
import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.client.MappingReader;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Reads the mapping topic to its end, only what is committed, and writes side,id,row,secondary_row.",
            "Works against a cluster, a running instance, or the data of a stopped one, all found through the home."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast export --format csv --out rows.csv",
            "  rowcast export --bootstrap-servers kafka:9092 --out - | gzip > rows.csv.gz",
        })
final class ExportCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    /** The formats of an export. */
    enum Format {
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private ConfigOptions options;

    @Option(names = "--format", description = "csv (default: ${DEFAULT-VALUE}).")
    private Format format = Format.CSV;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File to write, replaced at once when complete; - for standard output.")
    private String out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        EffectiveConfig config = options.effective();
        return Shutdown.guard(shutdown -> {
            String servers = Instance.clusterToRead(shutdown, config, "rowcast export", "export");
            CodebookTable table = read(config, servers);
            write(shutdown, table);
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "exported %,d users and %,d items to %s%n",
                            table.size(Side.USER),
                            table.size(Side.ITEM),
                            out.equals(STANDARD_OUTPUT) ? "standard output" : out);
            spec.commandLine().getErr().flush();
            return 0;
        });
    }

    private static CodebookTable read(EffectiveConfig config, String servers) {
        String topic = new Topics(config.clustering()).mappings();
        try {
            return new MappingReader(config.clientProperties(servers), topic).readTable();
        } catch (IllegalStateException e) {
            throw new RuntimeFailure(e.getMessage(), e);
        }
    }

    private void write(Shutdown shutdown, CodebookTable table) throws Exception {
        if (out.equals(STANDARD_OUTPUT)) {
            write(table, System.out);
            return;
        }
        AtomicFile.write(shutdown, Path.of(out), stream -> write(table, stream));
    }

    private void write(CodebookTable table, OutputStream stream) throws IOException {
        switch (format) {
            case CSV -> CsvExport.write(table, stream);
        }
    }
}
