// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.store.VolumeStore;
import it.unimi.dsi.fastutil.longs.LongRBTreeSet;
import it.unimi.dsi.fastutil.longs.LongSortedSet;

/**
 * The items a user task is forgetting. An item is done with when a sweep that began after it was named has visited every
 * user, so each item waits for the running sweep to end and then for one whole sweep. As a sweep may miss users first
 * stored since the last commit, that sweep must also begin after the commit that follows the naming.
 */
final class Forgetting {
    private final VolumeStore store;
    private final LongSortedSet committed = new LongRBTreeSet();
    private final LongSortedSet sinceBeginning = new LongRBTreeSet();

    Forgetting(VolumeStore store) {
        this.store = store;
        // A new task begins with a new sweep, so what it takes over has been named before.
        committed.addAll(store.forgetting());
        sinceBeginning.addAll(committed);
    }

    void start(long item) {
        store.startForgetting(item);
        committed.remove(item);
        sinceBeginning.remove(item);
    }

    boolean pending() {
        return !store.forgetting().isEmpty();
    }

    /** Tells that everything stored so far is being written. */
    void committing() {
        committed.addAll(store.forgetting());
    }

    void sweepDone() {
        for (long item : sinceBeginning) {
            store.doneForgetting(item);
        }
        committed.removeAll(sinceBeginning);
        sinceBeginning.clear();
        sinceBeginning.addAll(committed);
    }
}
