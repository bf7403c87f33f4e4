// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Forward, backward and optimiser for one batch after the other. */
final class TrainingStep {
    private final EmbeddingTable table;
    private final Model model;
    private final BprLoss loss;
    private final Optimizer optimizer;
    private final Matrix start;
    private final VertexSet all;
    private final BooleanSupplier stopping;

    TrainingStep(
            Adjacency graph,
            EmbeddingTable table,
            TrainingSettings settings,
            Workers workers,
            BooleanSupplier stopping) {
        this(graph, table, settings, new Adam((float) settings.learningRate()), workers, stopping);
    }

    TrainingStep(
            Adjacency graph,
            EmbeddingTable table,
            TrainingSettings settings,
            Optimizer optimizer,
            Workers workers,
            BooleanSupplier stopping) {
        this.table = table;
        this.optimizer = optimizer;
        this.stopping = stopping;
        this.model = settings.model(graph, workers);
        this.loss = new BprLoss(graph.vertices(), settings.width(), (float) settings.l2(), workers);
        this.start = Matrix.zeros(graph.vertices(), settings.width());
        this.all = VertexSet.all(graph.vertices());
    }

    /** All batches of an epoch; returns their mean loss, without the norms. */
    double epoch(TripleSampler sampler) {
        sampler.beginEpoch();
        double sum = 0;
        for (Triples batch = sampler.nextBatch(); batch != null; batch = sampler.nextBatch()) {
            if (stopping.getAsBoolean()) {
                throw new CancellationException("stopping");
            }
            sum += learn(batch);
        }
        return sum / sampler.batches();
    }

    /** One step; returns the loss before it, without the norms. */
    double learn(Triples batch) {
        VertexSet touched = loss.begin(batch);
        table.compose(start);
        Matrix finals = model.forward(start, touched);
        double value = loss.loss(finals);
        Matrix gradient = model.backward(loss.gradient(finals), touched);
        loss.addPenalty(start, gradient);
        optimizer.nextStep();
        table.learn(start, gradient, touched, optimizer);
        return value;
    }

    /** The whole loss of a batch, norms included, without learning from it. */
    double lossOf(Triples batch) {
        VertexSet touched = loss.begin(batch);
        table.compose(start);
        return loss.loss(model.forward(start, touched)) + loss.penalty(start) + table.penalty(start, touched);
    }

    /** The final embeddings of all vertices, valid until the next step. */
    Matrix finals() {
        table.compose(start);
        return model.forward(start, all);
    }
}
