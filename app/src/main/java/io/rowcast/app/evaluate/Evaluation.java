// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.app.evaluate.Trainer.Trained;
import io.rowcast.topology.codebook.Mapping;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Trains and tests every table of a plan with every seed. */
public final class Evaluation implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final EvaluationPlan plan;
    private final EvaluationListener listener;
    private final BooleanSupplier stopping;
    private final Workers workers;

    /**
     * @param stopping asked often; once true, the evaluation ends with an exception
     */
    public Evaluation(EvaluationPlan plan, EvaluationListener listener, BooleanSupplier stopping) {
        this.plan = plan;
        this.listener = listener;
        this.stopping = stopping;
        this.workers = new Workers(plan.threads());
    }

    /**
     * Runs the plan: all tables with the first seed, then all with the next one, so that the first table of results is there
     * early.
     *
     * @return results by mapping and then by seed, in the order of the plan
     * @throws io.rowcast.app.load.LoadException naming the place, if a file cannot be read; before anything is trained
     * @throws java.util.concurrent.CancellationException if told to stop
     * @throws ArithmeticException if a training diverges
     */
    public List<EvaluationResult> run(EvaluationFiles files) {
        Dataset dataset = DatasetReader.read(files);
        listener.read(
                dataset.users().size(),
                dataset.items().size(),
                dataset.train().edges(),
                dataset.test().items().length,
                dataset.alreadyKnown());
        List<Prepared> tables = new ArrayList<>();
        for (MappingSpec mapping : plan.mappings()) {
            tables.add(prepare(mapping, dataset));
        }
        EvaluationResult[] results =
                new EvaluationResult[plan.mappings().size() * plan.seeds().size()];
        int training = 0;
        for (int s = 0; s < plan.seeds().size(); s++) {
            long seed = plan.seeds().get(s);
            Split split = split(dataset, seed);
            for (int m = 0; m < plan.mappings().size(); m++) {
                listener.started(++training, plan.mappings().get(m).label(), seed);
                EvaluationResult result = evaluate(plan.mappings().get(m), tables.get(m), seed, dataset, split);
                listener.finished(result);
                results[m * plan.seeds().size() + s] = result;
            }
        }
        return List.of(results);
    }

    private Split split(Dataset dataset, long seed) {
        int users = dataset.users().size();
        int items = dataset.items().size();
        return dataset.validation()
                .map(validation -> new Split(Adjacency.of(dataset.train(), users, items), validation))
                .orElseGet(
                        () -> Split.of(dataset.train(), users, items, plan.validation(), new SplittableRandom(seed)));
    }

    /** A table ready to be made for any seed. */
    private record Prepared(
            int userRows,
            int itemRows,
            int unmappedUsers,
            int unmappedItems,
            Optional<RowAssignment> rows,
            Function<SplittableRandom, EmbeddingTable> make) {}

    private Prepared prepare(MappingSpec mapping, Dataset dataset) {
        int users = dataset.users().size();
        int items = dataset.items().size();
        int width = plan.training().width();
        int rows = mapping.rows();
        return switch (mapping.kind()) {
            case FULL -> tied(RowAssignment.full(users, items), false);
            case FILE -> tied(MappingFile.read(mapping.file(), plan.rows(), dataset), true);
            case HASH -> tied(hashed(rows, dataset), false);
            case CCE ->
                new Prepared(
                        rows,
                        rows,
                        0,
                        0,
                        Optional.empty(),
                        random -> new CceTable(users, items, rows, width, random, workers));
            case CERP ->
                new Prepared(
                        rows,
                        rows,
                        0,
                        0,
                        Optional.empty(),
                        random -> new CerpTable(users + items, rows, width, random, workers));
        };
    }

    /**
     * @param clustered whether users who come after training can be given rows by their items
     */
    private Prepared tied(RowAssignment assignment, boolean clustered) {
        return new Prepared(
                assignment.userRows(),
                assignment.itemRows(),
                assignment.unmappedUsers(),
                assignment.unmappedItems(),
                clustered ? Optional.of(assignment) : Optional.empty(),
                random -> new TiedTable(assignment, plan.training().width(), random, workers));
    }

    private static RowAssignment hashed(int rows, Dataset dataset) {
        int[] primary = new int[dataset.fullRows()];
        int users = dataset.users().size();
        for (int vertex = 0; vertex < primary.length; vertex++) {
            primary[vertex] = vertex < users
                    ? MappingFile.hashedRow(dataset.users().get(vertex), rows)
                    : rows + MappingFile.hashedRow(dataset.items().get(vertex - users), rows);
        }
        int[] secondary = new int[primary.length];
        Arrays.fill(secondary, Mapping.NO_ROW);
        return new RowAssignment(primary, secondary, rows, rows, 0, 0);
    }

    private EvaluationResult evaluate(MappingSpec mapping, Prepared prepared, long seed, Dataset dataset, Split split) {
        long wall = System.nanoTime();
        long cpu = cpuNanos();
        TrainingSettings settings = plan.training();
        EmbeddingTable table = prepared.make().apply(new SplittableRandom(~seed));
        Trained trained = new Trainer(split, settings, workers, stopping).train(table, seed, listener::epoch);
        UserScores scores = new Ranker(split.train(), seed, workers)
                .scores(
                        trained.finals(),
                        dataset.test(),
                        split.validation(),
                        dataset.test().users(user -> !dataset.isCold(user)));
        RankingScore score = scores.mean();
        List<ColdResult> cold = dataset.cold().isPresent() && prepared.rows().isPresent()
                ? new ColdRanking(split, dataset, prepared.rows().get(), settings, workers)
                        .score(trained.rows().get(0), plan.coldEvents(), mapping.label(), seed)
                : List.of();
        return new EvaluationResult(
                mapping.label(),
                seed,
                prepared.userRows(),
                prepared.itemRows(),
                table.parameters(),
                (long) dataset.fullRows() * settings.width(),
                score.recall(),
                score.ndcg(),
                trained.validation(),
                trained.epochs(),
                trained.bestEpoch(),
                (System.nanoTime() - wall) / NANOS_PER_SECOND,
                (cpuNanos() - cpu) / NANOS_PER_SECOND,
                prepared.unmappedUsers(),
                prepared.unmappedItems(),
                DegreeResult.of(scores, dataset::trainDegree),
                cold);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    @Override
    public void close() {
        workers.close();
    }
}
