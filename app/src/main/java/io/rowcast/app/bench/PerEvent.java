// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * What a phase comes to per event, over all rounds. Figures that the system does not tell are not numbers.
 *
 * @param eventsPerSecond events per second
 * @param streamCpuMicros CPU time of the stream threads, microseconds per event
 * @param appCpuMicros CPU time of the whole application process, garbage collector and compiler included
 * @param brokerCpuMicros CPU time of the broker process
 * @param records records produced
 * @param bytes bytes produced, compressed
 * @param diskBytes bytes the application caused to be written to disk, tables and their compaction
 * @param topics median records and bytes per event by topic; a store's changelog is named after it
 */
record PerEvent(
        Spread eventsPerSecond,
        Spread streamCpuMicros,
        Spread appCpuMicros,
        Spread brokerCpuMicros,
        Spread records,
        Spread bytes,
        Spread diskBytes,
        Map<String, TopicPerEvent> topics) {

    /** Median per event. */
    record TopicPerEvent(double records, double bytes) {}

    static PerEvent of(List<Phase> rounds) {
        return new PerEvent(
                spread(rounds, Phase::eventsPerSecond),
                spread(rounds, Phase::streamMicrosPerEvent),
                spread(rounds, Phase::appMicrosPerEvent),
                spread(rounds, Phase::brokerMicrosPerEvent),
                spread(rounds, Phase::recordsPerEvent),
                spread(rounds, Phase::bytesPerEvent),
                spread(rounds, Phase::diskBytesPerEvent),
                topics(rounds));
    }

    private static Spread spread(List<Phase> rounds, ToDoubleFunction<Phase> figure) {
        List<Double> values = new ArrayList<>();
        rounds.forEach(phase -> values.add(figure.applyAsDouble(phase)));
        return Spread.of(values);
    }

    private static Map<String, TopicPerEvent> topics(List<Phase> rounds) {
        TreeSet<String> names = new TreeSet<>();
        rounds.forEach(phase -> names.addAll(phase.used().topics().keySet()));
        Map<String, TopicPerEvent> topics = new TreeMap<>();
        for (String name : names) {
            topics.put(
                    name,
                    new TopicPerEvent(
                            spread(rounds, phase -> (double) of(phase, name).records() / phase.events())
                                    .median(),
                            spread(rounds, phase -> (double) of(phase, name).bytes() / phase.events())
                                    .median()));
        }
        return topics;
    }

    private static Written of(Phase phase, String topic) {
        return phase.used().topics().getOrDefault(topic, Written.NOTHING);
    }
}
