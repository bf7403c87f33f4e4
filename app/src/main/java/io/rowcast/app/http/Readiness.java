// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.rowcast.app.runtime.RowcastRuntime;
import java.time.Duration;
import java.util.Optional;

/** Whether this instance can answer. */
public final class Readiness {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private volatile RowcastRuntime runtime;

    /** Tells that the runtime is there, though it may not run yet. */
    public void created(RowcastRuntime created) {
        runtime = created;
    }

    /** The runtime, running or not; empty before it is there. */
    public Optional<RowcastRuntime> runtime() {
        return Optional.ofNullable(runtime);
    }

    /** Whether it runs and every store of its tasks can be asked. */
    public boolean ready() {
        RowcastRuntime present = runtime;
        return present != null && present.running() && present.vertices().queryable();
    }

    /** Why it is not {@link #ready()}: {@code starting}, or the state of Kafka Streams, such as {@code rebalancing}. */
    public String state() {
        RowcastRuntime present = runtime;
        return present == null ? "starting" : present.state();
    }

    /**
     * The runtime, running.
     *
     * @throws Problem 503, if it does not run
     */
    public RowcastRuntime require() {
        RowcastRuntime present = runtime;
        // Whether the very store that is needed can be asked shows when it is.
        if (present == null || !present.running()) {
            throw Problem.notReady("this instance is " + state(), RETRY_AFTER);
        }
        return present;
    }
}
