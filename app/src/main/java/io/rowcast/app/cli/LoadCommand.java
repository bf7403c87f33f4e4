// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.load.EventLoader;
import io.rowcast.app.load.InputFormat;
import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.load.LoadOptions;
import io.rowcast.app.load.LoadSummary;
import io.rowcast.app.load.ProgressListener;
import io.rowcast.topology.FormatConfig;
import io.rowcast.topology.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Produces interaction events from files or standard input.",
            "Lines are user,item[,weight][,timestamp] in CSV or TSV, with or without a header, or JSON objects with the "
                    + "fields user, item, weight, timestamp and op; plain, .gz or .zst."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast load clicks.csv.gz",
            "  rowcast load --bootstrap-servers kafka:9092 --resume day-*.jsonl.zst",
            "  tail -f clicks.csv | rowcast load --rate 500 -",
        })
final class LoadCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    /** What to do with a line that is not an event. */
    enum OnMalformed {
        SKIP,
        FAIL
    }

    @Mixin
    private ConfigOptions options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to load, or - for standard input.")
    private List<String> files;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv, tsv or jsonl; else as the file name says, csv for standard input.")
    private InputFormat format;

    @Option(names = "--rate", paramLabel = "N", description = "At most N events per second (default: no limit).")
    private double rate;

    @Option(
            names = "--on-malformed",
            paramLabel = "ACTION",
            description = "skip or fail: what to do with a malformed line. Either way it is reported (default: skip).")
    private OnMalformed onMalformed = OnMalformed.SKIP;

    @Option(
            names = "--resume",
            description = "Load each line of a file once, however often the load is stopped and started again.")
    private boolean resume;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        EffectiveConfig config = options.effective();
        List<InputSource> sources = sources();
        LoadOptions loadOptions = loadOptions(FormatConfig.ownEventsAreMarked(config.clustering()));
        return Shutdown.guard(shutdown -> {
            EventLoader loader = shutdown.open(() -> new EventLoader(
                    config.clientProperties(Instance.requireRunningCluster(config)),
                    new Topics(config.clustering()).interactions(),
                    loadOptions,
                    new ProgressListener()));
            LoadSummary summary = loader.load(sources);
            PrintWriter out = spec.commandLine().getOut();
            out.println(summary.toText());
            out.flush();
            return summary.interrupted() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        });
    }

    private LoadOptions loadOptions(boolean marked) {
        try {
            return new LoadOptions(
                    rate, onMalformed == OnMalformed.FAIL, resume, LoadOptions.DEFAULT_TRANSACTION_EVENTS, marked);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--rate: " + e.getMessage(), e);
        }
    }

    private List<InputSource> sources() {
        if (files.size() > 1 && files.contains(STANDARD_INPUT)) {
            throw new ParameterException(spec.commandLine(), "- stands alone: give files or standard input");
        }
        List<InputSource> sources = new ArrayList<>();
        for (String file : files) {
            sources.add(source(file));
        }
        return sources;
    }

    private InputSource source(String file) {
        try {
            if (file.equals(STANDARD_INPUT)) {
                return InputSource.standardInput(format == null ? InputFormat.CSV : format);
            }
            return format == null ? InputSource.of(Path.of(file)) : InputSource.of(Path.of(file), format);
        } catch (LoadException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
