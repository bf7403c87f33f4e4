// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.load.ClientSettings;
import io.rowcast.app.load.EventRecords;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.Topics;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Produces events at a constant rate to an instance that runs elsewhere, probes among them, and times the probes. */
final class FreshnessTrial {
    /** Waking up more often would take time from what is measured; what it makes late counts. */
    private static final long LEAST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long WAIT_MILLIS = 20;
    private static final long LOST_AFTER_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String servers;
    private final Topics topics;
    private final Workload workload;
    private final ProbeSchedule schedule;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private EventStream events;
    private boolean inputRepeats;
    private long latestSend;

    /** One for all records: it runs once per record. */
    private final Callback callback = (metadata, e) -> {
        if (e != null) {
            failure.compareAndSet(null, e);
        }
    };

    FreshnessTrial(String servers, Topics topics, Workload workload, ProbeSchedule schedule) {
        this.servers = servers;
        this.topics = topics;
        this.workload = workload;
        this.schedule = schedule;
    }

    /**
     * Runs it.
     *
     * @param grown the trial that is being probed
     * @throws RuntimeFailure if an event cannot be produced
     */
    Freshness run(TrialResult grown) throws InterruptedException {
        Map<String, Object> settings =
                new HashMap<>(ClientSettings.producer(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers)));
        // Kafka's own default, as of a service that produces what its users do; it counts too.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        ProbeReader reader = new ProbeReader(servers, topics.mappings());
        double seconds;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            producer.partitionsFor(topics.interactions());
            reader.start();
            events = open();
            seconds = produce(producer, reader);
            producer.flush();
            long sent = System.nanoTime();
            while (reader.waiting() > 0 && System.nanoTime() - sent < LOST_AFTER_NANOS) {
                TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
            }
        } finally {
            reader.close();
            if (events != null) {
                events.close();
            }
        }
        if (failure.get() != null) {
            throw RuntimeFailure.of("events cannot be produced", failure.get());
        }
        return new Freshness(
                schedule.rate(),
                schedule.events() / seconds,
                schedule.seconds(),
                schedule.events(),
                reader.users(),
                reader.items(),
                reader.waiting(),
                latestSend / NANOS_PER_MILLI,
                Double.NaN,
                inputRepeats,
                grown);
    }

    /** Produces everything and returns the seconds it took. */
    private double produce(KafkaProducer<byte[], byte[]> producer, ProbeReader reader) {
        long start = System.nanoTime();
        for (long i = 0; i < schedule.events(); i++) {
            Interaction event = next();
            long due = start + schedule.dueNanos(i);
            boolean counts = schedule.counts(i);
            if (schedule.newUser(i)) {
                event = Interaction.add(ProbeReader.PROBE + i, event.item());
                reader.expect(Side.USER, event.user(), due, counts);
            } else if (schedule.newItem(i)) {
                event = Interaction.add(event.user(), ProbeReader.PROBE + i);
                reader.expect(Side.ITEM, event.item(), due, counts);
            }
            long late = System.nanoTime() - due;
            while (late < 0) {
                LockSupport.parkNanos(Math.max(-late, LEAST_NAP_NANOS));
                late = System.nanoTime() - due;
            }
            if (counts) {
                latestSend = Math.max(latestSend, late);
            }
            Future<?> unused = producer.send(EventRecords.of(topics.interactions(), event), callback);
        }
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    private EventStream open() {
        EventStream stream = workload.open();
        stream.skip(workload.growEvents());
        return stream;
    }

    private Interaction next() {
        Interaction event = events.next();
        if (event == null) {
            events.close();
            events = open();
            inputRepeats = true;
            event = events.next();
        }
        return event;
    }
}
