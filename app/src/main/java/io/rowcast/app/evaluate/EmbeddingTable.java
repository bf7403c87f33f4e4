// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.List;

/** Where the layer-0 embeddings of all vertices come from, users first, then items. */
interface EmbeddingTable {

    /** Floats that a deployment would have to keep. */
    long parameters();

    /** What is trained. */
    List<Parameters> trained();

    /**
     * Writes the layer-0 embeddings.
     *
     * @param start vertices x d
     */
    void compose(Matrix start);

    /**
     * What the scheme itself adds to the loss of a batch.
     *
     * @param start the layer-0 embeddings
     * @param touched the vertices of the batch
     */
    default double penalty(Matrix start, VertexSet touched) {
        return 0;
    }

    /**
     * Takes one step of the optimiser, which the caller has begun.
     *
     * @param start the layer-0 embeddings as last composed
     * @param gradient that of the layer-0 embeddings, vertices x d, without {@link #penalty}; may be changed in the rows of
     *     the batch
     * @param touched the vertices of the batch
     */
    void learn(Matrix start, Matrix gradient, VertexSet touched, Optimizer optimizer);

    /** Whether the table has the form that counts; before that, validation does not judge it. */
    default boolean isReady() {
        return true;
    }

    /**
     * Does what the scheme does between epochs.
     *
     * @param epoch the epoch that just ended, from 1
     */
    default void afterEpoch(int epoch) {}
}
