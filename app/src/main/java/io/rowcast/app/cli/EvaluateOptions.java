// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.evaluate.ColdResult;
import io.rowcast.app.evaluate.EvaluationPlan;
import io.rowcast.app.evaluate.MappingSpec;
import io.rowcast.app.evaluate.TrainingSettings;
import io.rowcast.app.evaluate.TrainingSettings.ModelKind;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What an evaluation can be told. */
final class EvaluateOptions {

    @Option(
            names = "--mapping",
            required = true,
            arity = "1..*",
            paramLabel = "[NAME=]MAPPING",
            description =
                    "Tables to compare: a file as export writes it; full, a row for each user and item; hash:ROWS, "
                            + "rows by the hash of the id; cce:ROWS and cerp:ROWS, schemes that learn what to share, with as many "
                            + "floats as ROWS rows a side. May be repeated.")
    private List<String> mappings = List.of();

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows of each side's table of a file (default: one more than its largest row on that side).")
    private Integer rows;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "lightgcn or mf, plain matrix factorisation (default: ${DEFAULT-VALUE}).")
    private ModelKind model = ModelKind.LIGHTGCN;

    @Option(names = "--layers", paramLabel = "N", description = "Layers of LightGCN (default: ${DEFAULT-VALUE}).")
    private int layers = 2;

    @Option(names = "--dimensions", paramLabel = "N", description = "Floats of a row (default: ${DEFAULT-VALUE}).")
    private int dimensions = 64;

    @Option(names = "--epochs", paramLabel = "N", description = "At most so many epochs (default: ${DEFAULT-VALUE}).")
    private int epochs = 400;

    @Option(names = "--batch", paramLabel = "N", description = "Edges of a step (default: ${DEFAULT-VALUE}).")
    private int batch = 8192;

    @Option(names = "--learning-rate", paramLabel = "X", description = "Of Adam (default: ${DEFAULT-VALUE}).")
    private double learningRate = 1e-3;

    @Option(
            names = "--l2",
            paramLabel = "X",
            description = "Weight of the squared norms of a batch's layer-0 embeddings (default: ${DEFAULT-VALUE}).")
    private double l2 = 1e-4;

    @Option(
            names = "--validation",
            paramLabel = "X",
            description =
                    "Share of each user's training edges kept from training, to stop by; 0 trains on all edges for all "
                            + "epochs (default: ${DEFAULT-VALUE}).")
    private double validation = 0.1;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            description = "Epochs between validations (default: ${DEFAULT-VALUE}).")
    private int validateEvery = 5;

    @Option(
            names = "--validation-users",
            paramLabel = "N",
            description =
                    "At most so many users, drawn at random, are ranked for in a validation (default: ${DEFAULT-VALUE}).")
    private int validationUsers = 10_000;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after so many validations without a better one (default: ${DEFAULT-VALUE}).")
    private int patience = 10;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description = "One training for each of these, with its own split, start and order of edges (default: 1).")
    private List<Long> seeds = List.of(1L);

    @Option(
            names = "--cold-events",
            split = ",",
            paramLabel = "N",
            description = "With --cold: numbers of first events known of a user, besides all (default: 1,2,3,5,10).")
    private List<Integer> coldEvents = List.of(1, 2, 3, 5, 10);

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to compute with; the result is the same with any number (default: one per core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    /**
     * The plan that these options amount to.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    EvaluationPlan plan() {
        List<MappingSpec> specs = new ArrayList<>();
        for (String mapping : mappings) {
            MappingSpec spec = MappingSpec.parse(mapping);
            if (spec.file() != null && !Files.isReadable(spec.file())) {
                throw new IllegalArgumentException("--mapping: " + spec.file() + " is no readable file");
            }
            specs.add(spec);
        }
        if (rows != null && rows < 1) {
            throw new IllegalArgumentException("rows must be 1 or more, not " + rows);
        }
        TrainingSettings training = new TrainingSettings(
                model, layers, dimensions, batch, learningRate, l2, epochs, patience, validateEvery, validationUsers);
        List<Integer> known = new ArrayList<>(coldEvents);
        known.add(ColdResult.ALL);
        return new EvaluationPlan(specs, seeds, rows == null ? 0 : rows, validation, training, known, threads);
    }
}
