// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

/** Labels that no vertex carries and that this task may open. */
@FunctionalInterface
public interface FreeLabels {
    int NONE = -1;

    /** For tasks that may not open labels. */
    FreeLabels CLOSED = () -> NONE;

    /** Whether there may be one; if not, there is none. */
    default boolean any() {
        return this != CLOSED;
    }

    /** Takes a free label, or returns {@link #NONE}. */
    int take();
}
