// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/** Told of how an evaluation goes on. */
public interface EvaluationListener {

    /** All files are read. */
    void read(int users, int items, int trainEdges, int testEdges, int alreadyKnown);

    /**
     * A training begins.
     *
     * @param training number of the training, from 1
     */
    void started(int training, String label, long seed);

    /**
     * An epoch has ended.
     *
     * @param epoch from 1
     * @param loss mean loss of its batches
     * @param validation recall of the latest validation, not a number before the first
     */
    void epoch(int epoch, double loss, double validation);

    /** A training has ended and was tested. */
    void finished(EvaluationResult result);
}
