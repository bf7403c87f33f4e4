// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/**
 * LightGCN (He et al., arXiv 2002.02126): the final embedding is the mean of layers 0 to L, where each layer is the one
 * before propagated along the edges, weighted by 1 / sqrt(degree * degree) (equations 3, 4 and 8 with alpha = 1 / (L+1)).
 *
 * <p>With A the propagation, final = (1 + A + ... + A^L) start / (L+1), evaluated as h = start, then L times
 * h = start + A h. A is symmetric, so the gradient is the same function of the final embeddings' gradient. Rows are held
 * divided by sqrt(degree), in which A is a plain mean of the neighbours, without a weight for each edge. The last step
 * forward needs only the vertices of the batch, the first one backward meets only those.
 */
final class LightGcn implements Model {
    private final Adjacency graph;
    private final int layers;
    private final Workers workers;
    private final float[] root;
    private final int longest;
    private final Matrix base;
    private final Matrix[] layer;

    /**
     * @param layers L, &gt;= 1
     * @param width d, the floats of an embedding
     */
    LightGcn(Adjacency graph, int layers, int width, Workers workers) {
        if (layers < 1) {
            throw new IllegalArgumentException("layers must be 1 or more, not " + layers);
        }
        this.graph = graph;
        this.layers = layers;
        this.workers = workers;
        this.root = new float[graph.vertices()];
        int degrees = 0;
        for (int vertex = 0; vertex < root.length; vertex++) {
            degrees = Math.max(degrees, graph.degree(vertex));
            root[vertex] = (float) Math.sqrt(Math.max(1, graph.degree(vertex)));
        }
        this.longest = degrees;
        this.base = Matrix.zeros(graph.vertices(), width);
        this.layer = new Matrix[] {Matrix.zeros(graph.vertices(), width), Matrix.zeros(graph.vertices(), width)};
    }

    @Override
    public Matrix forward(Matrix start, VertexSet wanted) {
        workers.overRows(base.rows(), (from, to) -> {
            for (int vertex = from; vertex < to; vertex++) {
                RowMath.scale(start.row(vertex), 1 / root[vertex], base.row(vertex));
            }
        });
        return propagate(null, wanted);
    }

    @Override
    public Matrix backward(Matrix gradient, VertexSet touched) {
        workers.overRows(touched.count(), (from, to) -> {
            for (int i = from; i < to; i++) {
                int vertex = touched.member(i);
                RowMath.scale(gradient.row(vertex), 1 / root[vertex], base.row(vertex));
            }
        });
        return propagate(touched, null);
    }

    /**
     * Takes {@link #base} through all layers.
     *
     * @param nonzero the rows of it that count, all others being zero whatever they hold, or {@code null} for all
     * @param wanted the rows needed in the end, or {@code null} for all
     */
    private Matrix propagate(VertexSet nonzero, VertexSet wanted) {
        Matrix present = base;
        for (int step = 1; step <= layers; step++) {
            Matrix source = present;
            Matrix target = layer[step % 2];
            VertexSet sources = step == 1 ? nonzero : null;
            boolean last = step == layers;
            workers.overRows(base.rows(), (from, to) -> {
                float[] sum = new float[base.width()];
                int[] selected = sources == null ? null : new int[longest];
                for (int vertex = from; vertex < to; vertex++) {
                    if (last && wanted != null && !wanted.contains(vertex)) {
                        continue;
                    }
                    sumNeighbours(vertex, source, sources, selected, sum);
                    float[] start = nonzero == null || nonzero.contains(vertex) ? base.row(vertex) : null;
                    finish(vertex, start, sum, last, target);
                }
            });
            present = target;
        }
        return present;
    }

    private void sumNeighbours(int vertex, Matrix source, VertexSet sources, int[] selected, float[] sum) {
        int from = graph.offsets()[vertex];
        int to = graph.offsets()[vertex + 1];
        if (sources == null) {
            RowMath.sumRows(source, graph.neighbours(), from, to, sum);
        } else {
            int count = sources.select(graph.neighbours(), from, to, selected);
            RowMath.sumRows(source, selected, 0, count, sum);
        }
    }

    /** Adds the start, if any, and in the last step multiplies by sqrt(degree) and divides by L + 1. */
    private void finish(int vertex, float[] start, float[] sum, boolean last, Matrix target) {
        float share = 1 / (root[vertex] * root[vertex]);
        float factor = last ? root[vertex] / (layers + 1) : 1;
        float[] out = target.row(vertex);
        if (start == null) {
            RowMath.scale(sum, share * factor, out);
            return;
        }
        for (int k = 0; k < out.length; k++) {
            out[k] = (start[k] + share * sum[k]) * factor;
        }
    }
}
