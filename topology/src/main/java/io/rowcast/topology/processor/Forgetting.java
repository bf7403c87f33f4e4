package io.rowcast.topology.processor;

import io.rowcast.topology.store.VolumeStore;
import it.unimi.dsi.fastutil.longs.LongRBTreeSet;
import it.unimi.dsi.fastutil.longs.LongSortedSet;

/**
 * The items a user task is forgetting. An item is done with when a sweep that began after it was named has visited every
 * user, so each item waits for the running sweep to end and then for one whole sweep.
 */
final class Forgetting {
    private final VolumeStore store;
    private final LongSortedSet sinceBeginning = new LongRBTreeSet();

    Forgetting(VolumeStore store) {
        this.store = store;
        // A new task begins with a new sweep, so what it takes over has been named before.
        sinceBeginning.addAll(store.forgetting());
    }

    void start(long item) {
        store.startForgetting(item);
        sinceBeginning.remove(item);
    }

    boolean pending() {
        return !store.forgetting().isEmpty();
    }

    void sweepDone() {
        for (long item : sinceBeginning) {
            store.doneForgetting(item);
        }
        sinceBeginning.clear();
        sinceBeginning.addAll(store.forgetting());
    }
}
