// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/**
 * How a recommender is trained.
 *
 * @param model which one
 * @param layers layers of LightGCN, &gt;= 1
 * @param width d, the floats of an embedding, &gt;= 1
 * @param batch triples of a step, &gt;= 1
 * @param learningRate of Adam, above 0
 * @param l2 weight of the squared norms of layer 0, 0 or more
 * @param epochs most epochs, &gt;= 1
 * @param patience validations without a better one before training ends, &gt;= 1
 * @param validateEvery epochs between validations, &gt;= 1
 * @param validationUsers most users that a validation ranks for, &gt;= 1
 */
public record TrainingSettings(
        ModelKind model,
        int layers,
        int width,
        int batch,
        double learningRate,
        double l2,
        int epochs,
        int patience,
        int validateEvery,
        int validationUsers) {

    /** The models. */
    public enum ModelKind {
        LIGHTGCN,
        MF
    }

    /**
     * @throws IllegalArgumentException saying what is wrong
     */
    public TrainingSettings {
        atLeastOne("layers", layers);
        atLeastOne("dimensions", width);
        atLeastOne("batch", batch);
        atLeastOne("epochs", epochs);
        atLeastOne("patience", patience);
        atLeastOne("validate-every", validateEvery);
        atLeastOne("validation-users", validationUsers);
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learning-rate must be above 0, not " + learningRate);
        }
        if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("l2 must be 0 or more, not " + l2);
        }
    }

    /** The model for a graph. */
    Model model(Adjacency graph, Workers workers) {
        return switch (model) {
            case LIGHTGCN -> new LightGcn(graph, layers, width, workers);
            case MF -> new MatrixFactorisation();
        };
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
        }
    }
}
