// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/** Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1) with beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8. */
final class Adam implements Optimizer {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final float learningRate;
    private double power1 = 1;
    private double power2 = 1;
    private float rate;
    private float correction;

    /**
     * @param learningRate alpha, above 0
     */
    Adam(float learningRate) {
        this.learningRate = learningRate;
    }

    @Override
    public void nextStep() {
        power1 *= BETA_1;
        power2 *= BETA_2;
        rate = (float) (learningRate / (1 - power1));
        correction = (float) (1 / Math.sqrt(1 - power2));
    }

    @Override
    public void update(Parameters parameters, int row, float[] gradient) {
        float[] values = parameters.values().row(row);
        float[] mean = parameters.mean().row(row);
        float[] square = parameters.square().row(row);
        float alpha = rate;
        float root = correction;
        for (int k = 0; k < values.length; k++) {
            float g = gradient[k];
            float m = BETA_1 * mean[k] + (1 - BETA_1) * g;
            float v = BETA_2 * square[k] + (1 - BETA_2) * (g * g);
            mean[k] = m;
            square[k] = v;
            values[k] -= alpha * m / ((float) Math.sqrt(v) * root + EPSILON);
        }
    }
}
