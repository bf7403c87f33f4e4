// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.audit;

import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** Waits for a moment at which the topics of a deployment are of one state. */
final class CutFinder {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final DeploymentReader reader;
    private final List<String> audited;
    private final Topics topics;
    private final boolean atRest;
    private final Duration quiet;
    private final Duration session;
    private final AuditListener listener;
    private long nanosLeft;

    /**
     * @param audited the topics to be audited
     * @param atRest whether the deployment is stopped: then only open transactions are waited for
     * @param quiet how long nothing may be written in a running deployment
     * @param session how long a killed instance remains a member of its group
     * @param timeout longest time to wait, over all cuts
     */
    CutFinder(
            DeploymentReader reader,
            List<String> audited,
            Topics topics,
            boolean atRest,
            Duration quiet,
            Duration session,
            Duration timeout,
            AuditListener listener) {
        this.reader = reader;
        this.audited = audited;
        this.topics = topics;
        this.atRest = atRest;
        this.quiet = quiet;
        this.session = session;
        this.listener = listener;
        this.nanosLeft = timeout.toNanos();
    }

    /**
     * Waits for a cut.
     *
     * @throws RuntimeFailure saying what was not quiet, if there is none within the time
     */
    Cut await() throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        CutReading before = null;
        long quietSince = start;
        while (true) {
            CutReading now = reader.read();
            List<String> unrest = atRest ? atRestUnrest(now, System.nanoTime() - start) : now.unrest(before);
            long looked = System.nanoTime();
            boolean lookedBefore = before != null;
            if (!unrest.isEmpty() || !lookedBefore) {
                quietSince = looked;
            }
            before = now;
            // The first look cannot tell records from transaction markers, see LagReader.
            if (unrest.isEmpty() && lookedBefore && (atRest || looked - quietSince >= quiet.toNanos())) {
                nanosLeft -= looked - start;
                return cut(now);
            }
            if (looked - start > nanosLeft) {
                throw new RuntimeFailure(
                        "no consistent cut within the time: "
                                + (unrest.isEmpty() ? "no quiet period was long enough" : String.join("; ", unrest))
                                + writers()
                                + hint(now),
                        null);
            }
            listener.waiting(unrest.isEmpty() ? "for a quiet period" : String.join("; ", unrest));
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    /** The state right now as a cut, consistent or not; for comparison with an earlier one. */
    Cut present() throws ExecutionException, InterruptedException {
        return cut(reader.read());
    }

    private List<String> atRestUnrest(CutReading now, long waitedNanos) {
        if (now.members() > 0) {
            String members = "the group has " + now.members() + " members";
            if (waitedNanos > session.toNanos()) {
                throw new RuntimeFailure(members + ", so the deployment is running; leave --at-rest out", null);
            }
            return List.of(members + "; those of a killed instance leave within " + session.toSeconds() + " s");
        }
        List<String> open = now.openTransactions();
        return open.isEmpty()
                ? List.of()
                : List.of("transactions are open on " + String.join(", ", open)
                        + "; those of a killed instance are aborted by their timeout");
    }

    private String writers() throws ExecutionException, InterruptedException {
        List<String> writers = reader.writers();
        return writers.isEmpty() ? "" : "; transactions are open of " + String.join(", ", writers);
    }

    private String hint(CutReading now) {
        return now.members() == 0 && !atRest ? "; no instance is running: --at-rest audits what is there" : "";
    }

    private Cut cut(CutReading reading) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, Cut.Range> uncounted = new HashMap<>();
        long eventsLeft = 0;
        Set<String> underWay = Set.of(
                topics.repartition(Topics.ITEM_VOTES),
                topics.repartition(Topics.USER_ROW_USES),
                topics.repartition(Topics.ITEM_ROW_USES));
        for (Map.Entry<TopicPartition, Long> end : reading.committedEnds().entrySet()) {
            TopicPartition partition = end.getKey();
            if (audited.contains(partition.topic())) {
                ends.put(partition, end.getValue());
            } else if (underWay.contains(partition.topic())) {
                // In a running deployment they are waited for.
                long from = reading.groupOffsets().getOrDefault(partition, 0L);
                if (atRest && from < end.getValue()) {
                    uncounted.put(partition, new Cut.Range(from, end.getValue()));
                }
            } else {
                eventsLeft += reading.lag().getOrDefault(partition, 0L);
            }
        }
        return new Cut(ends, uncounted, eventsLeft, reading.members() > 0);
    }
}
