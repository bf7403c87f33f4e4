// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/**
 * A recommender whose score of a user and an item is the inner product of their final embeddings, which it makes linearly
 * out of their layer-0 embeddings.
 */
interface Model {

    /**
     * The final embeddings.
     *
     * @param start layer 0, vertices x d; not changed
     * @param wanted the vertices whose final embeddings are needed; rows of others hold anything
     * @return vertices x d, valid until the next call; may be {@code start} itself
     */
    Matrix forward(Matrix start, VertexSet wanted);

    /**
     * The gradient of layer 0.
     *
     * @param gradient that of the final embeddings, vertices x d, zero but for the rows in {@code touched}; not changed
     * @return vertices x d, all rows, valid until the next call and to be changed by the caller; may be {@code gradient}
     *     itself
     */
    Matrix backward(Matrix gradient, VertexSet touched);
}
