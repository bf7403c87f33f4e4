// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.evaluate.ColdTable;
import io.rowcast.app.evaluate.DegreeTable;
import io.rowcast.app.evaluate.Evaluation;
import io.rowcast.app.evaluate.EvaluationFiles;
import io.rowcast.app.evaluate.EvaluationPlan;
import io.rowcast.app.evaluate.EvaluationResult;
import io.rowcast.app.evaluate.EvaluationTable;
import io.rowcast.app.evaluate.RecallPlot;
import io.rowcast.app.evaluate.TrainingSettings.ModelKind;
import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.load.Terminal;
import io.rowcast.app.runtime.RuntimeFailure;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Trains a recommender with its embedding tables tied by mappings, and prints Recall@20 and NDCG@20 on held-out "
                    + "edges beside the parameters each needs.",
            "Works on files alone, without a broker or a home."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast evaluate --train train.csv.gz --test test.csv.gz --mapping full rows.csv",
            "  rowcast evaluate --train train.csv --test test.csv --mapping full today=rows.csv hash:6000 --seeds 1,2,3 "
                    + "--csv recall.csv --plot recall.svg",
            "  rowcast evaluate --train train.csv --test test.csv --mapping rows.csv --model mf --epochs 50",
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final int ENDING_SECONDS = 20;

    @Mixin
    private EvaluateOptions options;

    @Option(
            names = "--train",
            required = true,
            paramLabel = "FILE",
            description = "Edges to train on: CSV, TSV or JSON " + "lines as for load, plain, .gz or .zst.")
    private Path train;

    @Option(names = "--test", required = true, paramLabel = "FILE", description = "Edges to test with.")
    private Path test;

    @Option(
            names = "--validation-file",
            paramLabel = "FILE",
            description =
                    "Edges to stop by, instead of a share of the training edges. A mapping that was made from all "
                            + "training edges knows that share and makes its recall look too good; make it from --train alone.")
    private Path validationFile;

    @Option(
            names = "--cold",
            paramLabel = "FILE",
            description =
                    "Edges of users who come after training, who have none in the other files but in --test; those of a "
                            + "user in the order in which they came. Recall is taken with the rows that mapping files give them by "
                            + "their first events, by all events, by their hash, and with the largest row.")
    private Path cold;

    @Option(names = "--cold-csv", paramLabel = "FILE", description = "Also write the figures of --cold as CSV.")
    private Path coldCsv;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write a line per mapping and seed as CSV.")
    private Path csv;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description =
                    "Also draw recall against parameters as SVG. Mappings whose names differ only in the number at "
                            + "their end are points of one line.")
    private Path plot;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        EvaluationPlan plan = plan();
        InputSource trainSource = source(train);
        InputSource testSource = source(test);
        EvaluationFiles files = new EvaluationFiles(
                trainSource,
                Optional.ofNullable(validationFile).map(this::source),
                Optional.ofNullable(cold).map(this::source),
                testSource);
        return Shutdown.guard(shutdown -> {
            CountDownLatch ended = new CountDownLatch(1);
            // A stop waits for the batch under way, so that nothing is printed behind it.
            shutdown.open(() -> () -> ended.await(ENDING_SECONDS, TimeUnit.SECONDS));
            EvaluateProgress progress = new EvaluateProgress(
                    new StatusPrinter(System.err, Terminal.isPresent()), Terminal.isPresent(), System::nanoTime, plan);
            List<EvaluationResult> results;
            try (Evaluation evaluation = new Evaluation(plan, progress, shutdown::stopping)) {
                results = evaluation.run(files);
            } catch (ArithmeticException e) {
                throw new RuntimeFailure(e.getMessage(), e);
            } finally {
                progress.end();
                ended.countDown();
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(EvaluationTable.text(results));
            out.println();
            out.println(DegreeTable.text(results));
            if (results.stream().anyMatch(result -> !result.cold().isEmpty())) {
                out.println();
                out.println(ColdTable.text(results));
            }
            out.flush();
            write(shutdown, coldCsv, ColdTable.csv(results));
            write(shutdown, csv, EvaluationTable.csv(results));
            write(shutdown, plot, RecallPlot.svg(results, title(plan)));
            return 0;
        });
    }

    private EvaluationPlan plan() {
        requireDirectory("--csv", csv);
        requireDirectory("--plot", plot);
        requireDirectory("--cold-csv", coldCsv);
        if (coldCsv != null && cold == null) {
            throw new ParameterException(spec.commandLine(), "--cold-csv needs --cold");
        }
        try {
            return options.plan();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private String title(EvaluationPlan plan) {
        String model = plan.training().model() == ModelKind.LIGHTGCN ? "LightGCN" : "Matrix factorisation";
        return model + " on " + train.getFileName() + ", "
                + (plan.seeds().size() == 1 ? "one seed" : plan.seeds().size() + " seeds");
    }

    private void requireDirectory(String option, Path file) {
        if (file != null && !Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new ParameterException(spec.commandLine(), option + ": there is no directory for " + file);
        }
    }

    private InputSource source(Path file) {
        try {
            return InputSource.of(file);
        } catch (LoadException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void write(Shutdown shutdown, Path place, String text) throws Exception {
        if (place != null) {
            AtomicFile.write(shutdown, place, text);
        }
    }
}
