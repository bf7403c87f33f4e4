// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.export.CsvExport;
import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.load.ProgressListener;
import io.rowcast.app.solve.InputGraph;
import io.rowcast.app.solve.PhaseTimes;
import io.rowcast.app.solve.SolveMethod;
import io.rowcast.app.solve.SolveSettings;
import io.rowcast.app.solve.SolveSummary;
import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.solve.Rows;
import io.rowcast.topology.solve.Solution;
import io.rowcast.topology.solve.Solver;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "solve",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Gives the users and items of a file their rows at once, in memory, by one of the methods of the field, and "
                    + "writes what export does: side,id,row,secondary_row.",
            "Methods: baco, rowcast (the live algorithm brought to rest), graphhash, doublegraphhash, lp, random, double, "
                    + "frequency, double-frequency, lsh, full."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast solve --input clicks.csv.gz --method baco --rows 6000 --out baco.csv",
            "  rowcast solve --input clicks.csv.gz --method baco --rows 6000 --gamma 7.57 --summary s.json",
            "  rowcast solve --input clicks.csv.gz --method graphhash --resolution 200 --out - | gzip > rows.csv.gz",
        })
final class SolveCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "Events to cluster (CSV, TSV or JSON Lines; plain, .gz or .zst); may be repeated.")
    private List<Path> inputs = List.of();

    @Mixin
    private SolveOptions options;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File to write, replaced at once when complete; - for standard output (default: none).")
    private String out;

    @Option(names = "--summary", paramLabel = "FILE", description = "Write what the method came to as JSON.")
    private Path summary;

    @Option(names = "--repeat", hidden = true, description = "Solve so many times, and give the seconds of each.")
    private int repeat = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        SolveMethod method = options.method();
        SolveSettings settings = options.settings(spec.commandLine());
        if (out == null && summary == null) {
            throw new ParameterException(spec.commandLine(), "--out or --summary: nothing would be written");
        }
        List<InputSource> sources = sources();
        return Shutdown.guard(shutdown -> {
            SolveSummary result = solve(shutdown, method, settings, sources);
            PrintWriter err = spec.commandLine().getErr();
            err.println(result.toText());
            if (result.userTableRows() + result.itemTableRows() > 2L * settings.rows() && method != SolveMethod.FULL) {
                err.printf(
                        Locale.ROOT,
                        "rowcast: more than the %,d rows that two tables of %,d have%n",
                        2L * settings.rows(),
                        settings.rows());
            }
            err.flush();
            if (summary != null) {
                AtomicFile.write(shutdown, summary, Json.text(result) + "\n");
            }
            return 0;
        });
    }

    private SolveSummary solve(Shutdown shutdown, SolveMethod method, SolveSettings settings, List<InputSource> sources)
            throws Exception {
        PhaseTimes times = new PhaseTimes(System::nanoTime);
        InputGraph input;
        try (ProgressListener listener = new ProgressListener()) {
            input = InputGraph.read(sources, listener, times::ended);
        }
        Solver solver = method.solver(settings, input.graph());
        Solution solution = solver.solve(input.graph(), times::ended);
        if (out != null) {
            write(shutdown, input, solution);
            times.ended("write");
        }
        List<Map<String, Double>> again = new ArrayList<>();
        for (int i = 1; i < repeat; i++) {
            PhaseTimes ofRepetition = new PhaseTimes(System::nanoTime);
            solver.solve(input.graph(), ofRepetition::ended);
            again.add(ofRepetition.seconds());
        }
        return SolveSummary.of(method, settings, input.graph(), solution, times.seconds(), again);
    }

    private void write(Shutdown shutdown, InputGraph input, Solution solution) throws Exception {
        CodebookTable table = table(input, solution);
        if (out.equals(STANDARD_OUTPUT)) {
            CsvExport.write(table, System.out);
        } else {
            AtomicFile.write(shutdown, Path.of(out), stream -> CsvExport.write(table, stream));
        }
    }

    private static CodebookTable table(InputGraph input, Solution solution) {
        CodebookTable table = new CodebookTable();
        for (Side side : Side.values()) {
            Rows rows = solution.rows(side);
            String[] ids = input.ids(side);
            for (int vertex = 0; vertex < ids.length; vertex++) {
                table.put(new Mapping(side, ids[vertex], rows.primary()[vertex], rows.secondary(vertex)));
            }
        }
        return table;
    }

    private List<InputSource> sources() {
        try {
            return inputs.stream().map(InputSource::of).toList();
        } catch (LoadException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
