// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;

/** A global store held in memory, filled through its processor at every start. */
abstract class GlobalTable implements StateStore {
    private final String name;
    private volatile boolean open;

    GlobalTable(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {
            throw new IllegalStateException(name + " is restored through its processor");
        });
        open = true;
    }

    @Override
    public final void close() {
        open = false;
    }

    @Override
    public final boolean persistent() {
        return false;
    }

    @Override
    public final boolean isOpen() {
        return open;
    }
}
