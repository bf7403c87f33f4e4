// SPDX-License-Identifier: Apache-2.0
/**
 * The benchmark: Rowcast beside a bare Kafka Streams topology on the same events, each trial in a process of its own
 * against one broker, and how long a new user or item waits for its row.
 *
 * <p>{@link io.rowcast.app.bench.Bench} runs in the process the user started; {@link io.rowcast.app.bench.TrialProcess}
 * is what its children run. May depend on every package of the application but {@code cli}, and on the topology.
 */
package io.rowcast.app.bench;
