// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Trains one recommender on one split. Everything random comes from the seed and every sum has a fixed order, so equal
 * arguments give equal results to the last bit, whatever the number of threads.
 */
final class Trainer {
    private final Split split;
    private final TrainingSettings settings;
    private final Workers workers;
    private final BooleanSupplier stopping;

    /** Told of every epoch. */
    @FunctionalInterface
    interface Listener {
        /**
         * @param epoch the epoch that just ended, from 1
         * @param loss mean loss of its batches, without the norms
         * @param validation recall of the latest validation, not a number before the first
         */
        void epoch(int epoch, double loss, double validation);
    }

    /**
     * What training came to.
     *
     * @param finals final embeddings of all vertices, at the best validation, or at the end without validation
     * @param rows what was trained, then
     * @param epochs epochs trained
     * @param bestEpoch the epoch of {@code finals}
     * @param validation recall then; not a number without validation
     */
    record Trained(Matrix finals, List<Matrix> rows, int epochs, int bestEpoch, double validation) {}

    /**
     * @param stopping asked before each batch; once true, training ends with an exception
     */
    Trainer(Split split, TrainingSettings settings, Workers workers, BooleanSupplier stopping) {
        this.split = split;
        this.settings = settings;
        this.workers = workers;
        this.stopping = stopping;
    }

    /**
     * Trains until validation gets no better, or for all epochs.
     *
     * @param seed of the order of edges and of negative items
     * @throws java.util.concurrent.CancellationException if told to stop
     * @throws ArithmeticException if the loss is no number any more
     */
    Trained train(EmbeddingTable table, long seed, Listener listener) {
        SplittableRandom random = new SplittableRandom(seed);
        TripleSampler sampler = new TripleSampler(split.train(), settings.batch(), random.split());
        TrainingStep step = new TrainingStep(split.train(), table, settings, workers, stopping);
        Ranker ranker = new Ranker(split.train(), random.nextLong(), workers);
        int[] users = sample(split.validation().users(), settings.validationUsers(), random.split());
        HeldOut nothing = HeldOut.none(split.train().users());
        Matrix best = null;
        List<Matrix> bestRows = List.of();
        int bestEpoch = 0;
        double bestRecall = Double.NaN;
        double recall = Double.NaN;
        int epoch = 0;
        for (int worse = 0; epoch < settings.epochs() && worse < settings.patience(); ) {
            epoch++;
            double loss = step.epoch(sampler);
            if (!Double.isFinite(loss)) {
                throw new ArithmeticException(
                        "the loss of epoch " + epoch + " is no finite number: lower the learning rate");
            }
            table.afterEpoch(epoch);
            if (users.length > 0
                    && table.isReady()
                    && (epoch % settings.validateEvery() == 0 || epoch == settings.epochs())) {
                Matrix finals = step.finals();
                recall =
                        ranker.score(finals, split.validation(), nothing, users).recall();
                worse++;
                if (!(recall <= bestRecall)) {
                    worse = 0;
                    best = finals.copy();
                    bestRows = copies(table);
                    bestEpoch = epoch;
                    bestRecall = recall;
                }
            }
            listener.epoch(epoch, loss, recall);
        }
        return best == null
                ? new Trained(step.finals().copy(), copies(table), epoch, epoch, Double.NaN)
                : new Trained(best, bestRows, epoch, bestEpoch, bestRecall);
    }

    private static List<Matrix> copies(EmbeddingTable table) {
        return table.trained().stream()
                .map(parameters -> parameters.values().copy())
                .toList();
    }

    private static int[] sample(int[] users, int most, SplittableRandom random) {
        for (int i = 0; i < Math.min(most, users.length); i++) {
            int j = i + random.nextInt(users.length - i);
            int user = users[i];
            users[i] = users[j];
            users[j] = user;
        }
        return Arrays.copyOf(users, Math.min(most, users.length));
    }
}
