// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/** Plain matrix factorisation with BPR (Rendle et al., arXiv 1205.2618): the final embedding is that of layer 0. */
final class MatrixFactorisation implements Model {

    @Override
    public Matrix forward(Matrix start, VertexSet wanted) {
        return start;
    }

    @Override
    public Matrix backward(Matrix gradient, VertexSet touched) {
        return gradient;
    }
}
