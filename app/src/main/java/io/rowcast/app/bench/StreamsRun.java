// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.runtime.RuntimeFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** One instance of Kafka Streams, from its start to its close. */
final class StreamsRun implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(20);
    /** A start takes several rebalances, some time apart. */
    private static final Duration STABLE = Duration.ofMillis(1500);

    private final KafkaStreams streams;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile long stateSince = System.nanoTime();

    /**
     * Starts and waits until all threads have their tasks.
     *
     * @throws RuntimeFailure if that fails or takes too long
     */
    StreamsRun(Topology topology, Map<String, Object> settings) throws InterruptedException {
        streams = new KafkaStreams(topology, new StreamsConfig(settings));
        streams.setUncaughtExceptionHandler(failure -> {
            end.completeExceptionally(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((state, before) -> {
            stateSince = System.nanoTime();
            if (state == KafkaStreams.State.ERROR) {
                end.completeExceptionally(new IllegalStateException("Kafka Streams stopped in state " + state));
            }
        });
        try {
            streams.start();
            awaitRunning();
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /**
     * Waits, and notices a failure of the topology in the meantime.
     *
     * @throws RuntimeFailure with the real cause, as soon as the topology has failed
     */
    void await(Duration time) throws InterruptedException {
        try {
            end.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (ExecutionException e) {
            throw RuntimeFailure.of("the topology failed", e.getCause());
        }
    }

    Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }

    private void awaitRunning() throws InterruptedException {
        long start = System.nanoTime();
        while (!running() || System.nanoTime() - stateSince < STABLE.toNanos()) {
            await(TICK);
            if (System.nanoTime() - start > START_TIMEOUT.toNanos()) {
                throw new RuntimeFailure("the topology did not start within " + START_TIMEOUT.toSeconds() + " s", null);
            }
        }
    }
}
