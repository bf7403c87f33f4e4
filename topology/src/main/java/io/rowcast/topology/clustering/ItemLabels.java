// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

/** The labels of all items as this instance last read them. */
public interface ItemLabels {

    /** The label of an item, or -1 if it has none yet. */
    int label(long item);

    /** Whether an item is known whose id has the same hash and another check. */
    boolean collides(long item, int check);
}
