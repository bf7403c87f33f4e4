// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Loads interaction events from files or standard input into a topic.
 *
 * <p>With {@link LoadOptions#resume()}, every line of a file ends up in the topic exactly once for readers of committed
 * records, however often the load is killed and started again: see {@link TransactionalSink}. The file is recognised by
 * its name, size and samples of its bytes. The broker forgets the position {@code offsets.retention.minutes} (a week by
 * default) after the last load. Without it, what was produced before a stop stays, and a new load produces it again.
 */
public final class EventLoader implements AutoCloseable {
    /** What the transactional ids and consumer groups of loads with resume begin with, for access rules. */
    public static final String RESUME_ID_PREFIX = "rowcast-load-";

    private static final long CLOSE_SECONDS = 10;

    private final Map<String, Object> clientProperties;
    private final String topic;
    private final LoadOptions options;
    private final LoadListener listener;

    /** Held while a load runs. */
    private final ReentrantLock running = new ReentrantLock();

    private volatile boolean stopped;
    private volatile InputSource current;
    private volatile Thread loading;

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param topic the interactions topic, which must exist
     */
    public EventLoader(Map<String, Object> clientProperties, String topic, LoadOptions options, LoadListener listener) {
        this.clientProperties = Map.copyOf(clientProperties);
        this.topic = topic;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Loads the inputs one after the other and returns when all is stored and can be read, or {@link #stop()} was
     * called.
     *
     * @throws LoadException with one line for the user, if an input cannot be read or the topic cannot be written; what
     *     was loaded in front of the place stays loaded
     */
    public LoadSummary load(List<InputSource> inputs) {
        running.lock();
        try {
            loading = Thread.currentThread();
            return timed(inputs);
        } finally {
            loading = null;
            running.unlock();
        }
    }

    private LoadSummary timed(List<InputSource> inputs) {
        long start = System.nanoTime();
        SourceLoad.Totals totals = new SourceLoad.Totals();
        try {
            boolean complete = run(inputs, totals);
            LoadSummary summary = summary(totals, start, complete);
            listener.finished(summary);
            return summary;
        } catch (KafkaException e) {
            listener.finished(summary(totals, start, false));
            throw new LoadException(reasonOf(e), e);
        } catch (LoadException e) {
            listener.finished(summary(totals, start, false));
            throw e;
        }
    }

    private static LoadSummary summary(SourceLoad.Totals totals, long start, boolean complete) {
        return new LoadSummary(
                totals.lines,
                totals.events,
                totals.malformed,
                totals.alreadyLoaded,
                totals.bytes,
                (System.nanoTime() - start) / 1e9,
                !complete);
    }

    private boolean run(List<InputSource> inputs, SourceLoad.Totals totals) {
        List<String> ids = options.resume() ? resumeIds(inputs) : List.of();
        checkTopic();
        Pace pace = options.maxEventsPerSecond() > 0 ? new Pace(options.maxEventsPerSecond(), System::nanoTime) : null;
        if (options.resume()) {
            for (int i = 0; i < inputs.size(); i++) {
                try (EventSink sink = new TransactionalSink(clientProperties, topic, ids.get(i), options)) {
                    if (!loadSource(inputs.get(i), sink, pace, totals)) {
                        return false;
                    }
                }
            }
            return true;
        }
        try (EventSink sink = new PlainSink(clientProperties, topic, options.marked())) {
            for (InputSource source : inputs) {
                if (!loadSource(source, sink, pace, totals)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean loadSource(InputSource source, EventSink sink, Pace pace, SourceLoad.Totals totals) {
        current = source;
        try {
            return !stopped && new SourceLoad(source, sink, options, listener, () -> stopped, pace, totals).run();
        } finally {
            current = null;
        }
    }

    private List<String> resumeIds(List<InputSource> inputs) {
        List<String> ids = new ArrayList<>();
        for (InputSource source : inputs) {
            ids.add(resumeId(source, topic));
        }
        return ids;
    }

    /** Transactional id and consumer group of a source. */
    static String resumeId(InputSource source, String topic) {
        try {
            return source.fingerprint(topic)
                    .map(fingerprint -> RESUME_ID_PREFIX + fingerprint)
                    .orElseThrow(
                            () -> new LoadException(source.name() + ": only regular files can be loaded with resume"));
        } catch (IOException e) {
            throw new LoadException(source.name() + ": " + e.getMessage(), e);
        }
    }

    /** A producer would wait a minute for a missing topic, or have the broker create it with the wrong settings. */
    private void checkTopic() {
        try (Admin admin = Admin.create(clientProperties)) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted before the load began", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new LoadException("topic " + topic + " does not exist", e);
            }
            throw new LoadException("topic " + topic + " cannot be described: " + messageOf(e.getCause()), e);
        }
    }

    private String reasonOf(KafkaException e) {
        Throwable cause = e;
        while (cause != null) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return "another load of the same file has taken over";
            }
            if (cause instanceof TransactionalIdAuthorizationException) {
                return "the Kafka cluster does not allow transactional ids that begin with " + RESUME_ID_PREFIX
                        + ", which loading with resume takes";
            }
            cause = cause.getCause();
        }
        Throwable root = e.getCause() == null ? e : e.getCause();
        return "events cannot be produced to topic " + topic + ": " + messageOf(root);
    }

    private static String messageOf(Throwable e) {
        if (e instanceof SslAuthenticationException && e.getCause() != null) {
            return e.getMessage() + ": " + messageOf(e.getCause());
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Ends a running load in front of its next event, with everything before stored. May be called by any thread. */
    public void stop() {
        stopped = true;
        InputSource source = current;
        if (source != null) {
            source.interrupt();
        }
    }

    /** Stops a running load and waits for its end; one that hangs, as when the broker is gone, is interrupted. */
    @Override
    public void close() {
        stop();
        try {
            if (!running.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                Thread thread = loading;
                if (thread != null) {
                    thread.interrupt();
                }
            } else {
                running.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
