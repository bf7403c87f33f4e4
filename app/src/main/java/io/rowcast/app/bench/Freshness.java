// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

/**
 * How long a user or item never seen before waited for its row, under load. Measured from the moment at which its first
 * event should have been produced, so that a stall counts for all it holds up, until a reader of committed records held
 * the row.
 *
 * @param targetRate events per second asked for, probes included
 * @param achievedRate events per second produced
 * @param seconds how long it was measured, after a while that did not count
 * @param events events produced, those at the beginning that did not count included
 * @param newUsers first events of a user with an item that is known
 * @param newItems first events of an item with a user that is known
 * @param lostProbes probes whose row never came
 * @param latestSendMillis most time by which an event was produced later than it should have been, in milliseconds
 * @param unchangedShare share of the events that were edges already there, which are less work; not a number until known
 * @param inputRepeats whether the events of a file were used up and began anew
 * @param grown the trial in which the graph had grown before
 */
record Freshness(
        double targetRate,
        double achievedRate,
        double seconds,
        long events,
        Latency newUsers,
        Latency newItems,
        long lostProbes,
        double latestSendMillis,
        double unchangedShare,
        boolean inputRepeats,
        TrialResult grown) {

    /** The same with what is known at the end: the graph after all events. */
    Freshness endingWith(Graph end) {
        Graph before = grown.phase(Phase.GROW).graph();
        double unchanged =
                (double) (end.unchangedEvents() - before.unchangedEvents()) / (end.events() - before.events());
        return new Freshness(
                targetRate,
                achievedRate,
                seconds,
                events,
                newUsers,
                newItems,
                lostProbes,
                latestSendMillis,
                unchanged,
                inputRepeats,
                grown);
    }
}
