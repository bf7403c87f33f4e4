// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

/**
 * Records not yet processed.
 *
 * @param interactions events of the input topic not yet consumed
 * @param inFlight records between the subtopologies not yet consumed
 */
public record Lag(long interactions, long inFlight) {

    public long total() {
        return interactions + inFlight;
    }
}
