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
     * Takes one step of the optimiser, which the caller has begun.
     *
     * @param gradient that of the layer-0 embeddings, vertices x d
     */
    void learn(Matrix gradient, Optimizer optimizer);

    /**
     * Does what the scheme does between epochs.
     *
     * @param epoch the epoch that just ended, from 1
     */
    default void afterEpoch(int epoch) {}
}
