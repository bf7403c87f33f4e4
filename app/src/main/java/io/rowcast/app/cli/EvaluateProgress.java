// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.evaluate.EvaluationListener;
import io.rowcast.app.evaluate.EvaluationPlan;
import io.rowcast.app.evaluate.EvaluationResult;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells how an evaluation goes on: on a terminal in one line renewed with every epoch, else in a line now and then. */
final class EvaluateProgress implements EvaluationListener {
    private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    private final StatusPrinter printer;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final EvaluationPlan plan;
    private final int trainings;

    private int training;
    private String label = "";
    private long seed;
    private long startedAt;
    private long toldAt;
    private double finishedSeconds;

    EvaluateProgress(StatusPrinter printer, boolean terminal, LongSupplier nanoTime, EvaluationPlan plan) {
        this.printer = printer;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.plan = plan;
        this.trainings = plan.mappings().size() * plan.seeds().size();
    }

    @Override
    public void read(int users, int items, int trainEdges, int testEdges, int alreadyKnown) {
        printer.line(String.format(
                Locale.ROOT,
                "%,d users, %,d items, %,d edges to train on, %,d to test with%s",
                users,
                items,
                trainEdges,
                testEdges,
                alreadyKnown == 0
                        ? ""
                        : String.format(Locale.ROOT, "; %,d more are trained on and left out", alreadyKnown)));
    }

    @Override
    public void started(int number, String mapping, long trainingSeed) {
        training = number;
        label = mapping;
        seed = trainingSeed;
        startedAt = nanoTime.getAsLong();
        toldAt = startedAt;
    }

    @Override
    public void epoch(int epoch, double loss, double validation) {
        long now = nanoTime.getAsLong();
        if (!terminal && now - toldAt < LINE_NANOS && epoch > 1) {
            return;
        }
        toldAt = now;
        double perEpoch = (now - startedAt) / NANOS_PER_SECOND / epoch;
        printer.status(String.format(
                Locale.ROOT,
                "%s, seed %d (%d of %d): epoch %d, loss %.4f, validation recall %s, %.1f s/epoch, at most %s left",
                label,
                seed,
                training,
                trainings,
                epoch,
                loss,
                Double.isNaN(validation) ? "-" : String.format(Locale.ROOT, "%.4f", validation),
                perEpoch,
                text(secondsLeft(epoch, perEpoch))));
    }

    /** Every training to come is taken to need as long as those before, or all its epochs if there was none. */
    private double secondsLeft(int epoch, double perEpoch) {
        int most = plan.training().epochs();
        double each = training > 1 ? finishedSeconds / (training - 1) : most * perEpoch;
        return (most - epoch) * perEpoch + (trainings - training) * each;
    }

    private static String text(double seconds) {
        Duration left = Duration.ofSeconds(Math.round(seconds));
        if (left.toHours() > 0) {
            return left.toHours() + "h " + left.toMinutesPart() + "m";
        }
        return left.toMinutes() > 0 ? left.toMinutes() + "m " + left.toSecondsPart() + "s" : left.toSeconds() + "s";
    }

    @Override
    public void finished(EvaluationResult result) {
        finishedSeconds += result.seconds();
        printer.line(String.format(
                Locale.ROOT,
                "%s, seed %d: recall %.4f, NDCG %.4f, best of %d epochs was %d, %.1f s (%.1f s of processor time)",
                result.label(),
                result.seed(),
                result.recall(),
                result.ndcg(),
                result.epochs(),
                result.bestEpoch(),
                result.seconds(),
                result.cpuSeconds()));
    }

    /** Ends the line, so that what is printed next begins on one of its own. */
    void end() {
        printer.end();
    }
}
