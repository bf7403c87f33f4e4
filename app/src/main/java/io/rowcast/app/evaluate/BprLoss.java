// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;

/**
 * The loss of a batch (Rendle et al., arXiv 1205.2618, with LightGCN's regularisation of layer 0): the mean over its triples
 * of -ln sigmoid(score(user, positive) - score(user, negative)) + l2 / 2 * (|user|^2 + |positive|^2 + |negative|^2).
 */
final class BprLoss {
    private static final int NONE = -1;

    private final float l2;
    private final Workers workers;
    private final VertexSet touched;
    private final Matrix gradient;

    /** Entries of a batch by vertex, as chained lists: entry t is the user of triple t, size + t its positive item, and so on. */
    private final int[] heads;

    private int[] chain = new int[0];
    private float[] pull = new float[0];
    private double[] losses = new double[0];
    private Triples triples;

    /**
     * @param l2 weight of the squared norms, 0 or more
     */
    BprLoss(int vertices, int width, float l2, Workers workers) {
        this.l2 = l2;
        this.workers = workers;
        this.touched = new VertexSet(vertices);
        this.gradient = Matrix.zeros(vertices, width);
        this.heads = new int[vertices];
        Arrays.fill(heads, NONE);
    }

    /** Takes up a batch; returns the vertices in it, valid until the next batch. */
    VertexSet begin(Triples batch) {
        for (int i = 0; i < touched.count(); i++) {
            heads[touched.member(i)] = NONE;
            Arrays.fill(gradient.row(touched.member(i)), 0);
        }
        touched.clear();
        triples = batch;
        if (chain.length < 3 * batch.size()) {
            chain = new int[3 * batch.size()];
            pull = new float[batch.size()];
            losses = new double[batch.size()];
        }
        link(batch.users(), 0);
        link(batch.positives(), batch.size());
        link(batch.negatives(), 2 * batch.size());
        return touched;
    }

    private void link(int[] vertices, int firstEntry) {
        for (int t = 0; t < vertices.length; t++) {
            touched.add(vertices[t]);
            chain[firstEntry + t] = heads[vertices[t]];
            heads[vertices[t]] = firstEntry + t;
        }
    }

    /**
     * The loss, without the norms.
     *
     * @param finals final embeddings, at least of the vertices of the batch
     */
    double loss(Matrix finals) {
        int size = triples.size();
        workers.overRows(size, (from, to) -> {
            for (int t = from; t < to; t++) {
                float[] user = finals.row(triples.users()[t]);
                float margin = RowMath.dot(user, finals.row(triples.positives()[t]))
                        - RowMath.dot(user, finals.row(triples.negatives()[t]));
                // StrictMath gives the same bits everywhere; -ln sigmoid(x) = ln(1 + exp(-x)), kept from overflowing.
                double tail = StrictMath.exp(-Math.abs(margin));
                losses[t] = Math.max(0, -margin) + StrictMath.log1p(tail);
                pull[t] = (float) ((margin >= 0 ? tail : 1) / (1 + tail) / size);
            }
        });
        double sum = 0;
        for (int t = 0; t < size; t++) {
            sum += losses[t];
        }
        return sum / size;
    }

    /** The norms' part of the loss, from layer 0. */
    double penalty(Matrix start) {
        double sum = 0;
        for (int i = 0; i < touched.count(); i++) {
            float[] row = start.row(touched.member(i));
            double norm = RowMath.dot(row, row);
            sum += norm * occurrences(touched.member(i));
        }
        return l2 / 2 * sum / triples.size();
    }

    /** The gradient of the final embeddings after {@link #loss}: vertices x d, zero outside the batch. */
    Matrix gradient(Matrix finals) {
        workers.overRows(touched.count(), (from, to) -> {
            for (int i = from; i < to; i++) {
                addGradient(touched.member(i), finals);
            }
        });
        return gradient;
    }

    private void addGradient(int vertex, Matrix finals) {
        float[] into = gradient.row(vertex);
        int size = triples.size();
        for (int entry = heads[vertex]; entry != NONE; entry = chain[entry]) {
            int t = entry % size;
            float factor = pull[t];
            if (entry < size) {
                float[] positive = finals.row(triples.positives()[t]);
                float[] negative = finals.row(triples.negatives()[t]);
                for (int k = 0; k < into.length; k++) {
                    into[k] += factor * (negative[k] - positive[k]);
                }
            } else {
                RowMath.addScaled(finals.row(triples.users()[t]), entry < 2 * size ? -factor : factor, into);
            }
        }
    }

    /** Adds the gradient of the norms to that of layer 0. */
    void addPenalty(Matrix start, Matrix startGradient) {
        float each = l2 / triples.size();
        workers.overRows(touched.count(), (from, to) -> {
            for (int i = from; i < to; i++) {
                int vertex = touched.member(i);
                RowMath.addScaled(start.row(vertex), each * occurrences(vertex), startGradient.row(vertex));
            }
        });
    }

    private int occurrences(int vertex) {
        int count = 0;
        for (int entry = heads[vertex]; entry != NONE; entry = chain[entry]) {
            count++;
        }
        return count;
    }
}
