// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.app.evaluate.TrainingSettings.ModelKind;
import java.util.IdentityHashMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against differences of the loss, for every model on every kind of table. */
final class GradientTest {
    private static final int WIDTH = 8;
    private static final float STEP = 1e-2f;

    private final Adjacency graph = TinyGraph.of(4, 6, "0-0 0-1 0-2 1-1 1-3 2-0 2-3 2-4 3-4");

    /** Vertices that come several times, a user that is not in it, an item without an edge. */
    private final Triples batch =
            new Triples(new int[] {0, 0, 1, 2, 0}, new int[] {4, 5, 5, 8, 4}, new int[] {8, 9, 4, 5, 7});

    private final Workers workers = new Workers(2);

    @AfterEach
    void close() {
        workers.close();
    }

    static Stream<Arguments> modelsAndTables() {
        return Stream.of(ModelKind.values())
                .flatMap(model -> Stream.of(1, 2, 3)
                        .filter(layers -> model == ModelKind.LIGHTGCN || layers == 1)
                        .flatMap(layers -> Stream.of("full", "tied", "cce", "cce reclustered", "cerp", "cerp pruned")
                                .map(table -> Arguments.of(model, layers, table))));
    }

    @ParameterizedTest
    @MethodSource("modelsAndTables")
    void shouldEqualDifferencesOfTheLoss(ModelKind model, int layers, String kind) {
        EmbeddingTable table = table(kind);
        Recorder recorder = new Recorder();
        TrainingStep step = new TrainingStep(graph, table, settings(model, layers), recorder, workers, () -> false);
        for (Parameters parameters : table.trained()) {
            SplittableRandom random = new SplittableRandom(7);
            for (float[] row : parameters.values().values()) {
                for (int k = 0; k < row.length; k++) {
                    // What was pruned is 0 and stays so.
                    row[k] = row[k] == 0 ? 0 : (float) (0.7 * random.nextGaussian());
                }
            }
        }

        step.learn(batch);

        for (Parameters parameters : table.trained()) {
            float[][] gradients = recorder.gradients.get(parameters);
            assertThat(maximum(gradients)).isGreaterThan(0.02f);
            for (int r = 0; r < gradients.length; r++) {
                float[] row = parameters.values().row(r);
                for (int k = 0; k < row.length; k++) {
                    float value = row[k];
                    if (kind.equals("cerp pruned") && value == 0) {
                        assertThat(gradients[r][k]).isZero();
                        continue;
                    }
                    row[k] = value + STEP;
                    double above = step.lossOf(batch);
                    row[k] = value - STEP;
                    double below = step.lossOf(batch);
                    row[k] = value;
                    assertThat((double) gradients[r][k])
                            .as("row %d, component %d", r, k)
                            .isCloseTo((above - below) / (2 * STEP), within(3e-4));
                }
            }
        }
    }

    private EmbeddingTable table(String kind) {
        SplittableRandom random = new SplittableRandom(3);
        return switch (kind) {
            case "full" -> new TiedTable(RowAssignment.full(4, 6), WIDTH, random, workers);
            case "tied" ->
                new TiedTable(
                        new RowAssignment(
                                new int[] {0, 0, 1, 2, 3, 4, 3, 5, 5, 4},
                                new int[] {1, -1, 0, 2, -1, -1, -1, 3, -1, -1},
                                3,
                                3,
                                0,
                                0),
                        WIDTH,
                        random,
                        workers);
            case "cce" -> new CceTable(4, 6, 4, WIDTH, random, workers);
            case "cce reclustered" -> {
                EmbeddingTable table = new CceTable(4, 6, 4, WIDTH, random, workers);
                table.afterEpoch(10);
                yield table;
            }
            case "cerp" -> new CerpTable(10, 2, WIDTH, random, workers);
            case "cerp pruned" -> {
                EmbeddingTable table = new CerpTable(10, 2, WIDTH, random, workers);
                table.afterEpoch(CerpTable.PRUNING_EPOCHS);
                yield table;
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static TrainingSettings settings(ModelKind model, int layers) {
        return new TrainingSettings(model, layers, WIDTH, 5, 1e-3, 0.2, 1, 1, 1, 1);
    }

    private static float maximum(float[][] rows) {
        float largest = 0;
        for (float[] row : rows) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    /** Keeps gradients instead of following them. */
    private static final class Recorder implements Optimizer {
        private final IdentityHashMap<Parameters, float[][]> gradients = new IdentityHashMap<>();

        @Override
        public void nextStep() {}

        @Override
        public synchronized void update(Parameters parameters, int row, float[] gradient) {
            gradients.computeIfAbsent(parameters, key -> new float[key.values().rows()][])[row] = gradient.clone();
        }
    }
}
