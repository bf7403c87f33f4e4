// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import java.util.Map;

/**
 * What a trial process is to do.
 *
 * @param id name of the trial, unique against its broker, and prefix of its topics
 * @param kind what to run
 * @param bootstrapServers the broker
 * @param brokerPid process id of the broker, for its CPU time
 * @param home directory of this process alone: state stores and log
 * @param settings settings of Rowcast by key, {@code kafka.*} included; the others have their defaults
 * @param workload the events
 * @param settleSeconds longest time to wait until the sweeps have settled, in seconds
 * @param storage whether to count the bytes RocksDB writes, which costs time
 */
record TrialSpec(
        String id,
        Kind kind,
        String bootstrapServers,
        long brokerPid,
        String home,
        Map<String, String> settings,
        Workload workload,
        long settleSeconds,
        boolean storage) {

    /** The kinds of trials. */
    enum Kind {
        /** The bare topology: grow, then steady state. */
        CEILING,
        /** The whole topology: grow, settle, then steady state. */
        ROWCAST,
        /** The whole topology: grow and settle, then run until told to stop. */
        SERVE,
        /** The graph of all events clustered in memory; needs no broker. */
        BATCH
    }

    TrialSpec {
        settings = Map.copyOf(settings);
    }
}
