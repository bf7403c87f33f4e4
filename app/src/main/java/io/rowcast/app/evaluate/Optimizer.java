// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/** What is done with a gradient. */
interface Optimizer {

    /** Begins the next step; what follows until the next call belongs to it. */
    void nextStep();

    /**
     * Changes one row of parameters. Called by several threads at once, for different rows.
     *
     * @param gradient its gradient, of the parameters' width
     */
    void update(Parameters parameters, int row, float[] gradient);
}
