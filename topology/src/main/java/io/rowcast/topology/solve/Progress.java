// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

/** Told how a solver goes on; what time that took is for the listener to see. */
@FunctionalInterface
public interface Progress {

    /**
     * A phase has ended.
     *
     * @param phase one word; phases of the same name add up
     */
    void ended(String phase);
}
