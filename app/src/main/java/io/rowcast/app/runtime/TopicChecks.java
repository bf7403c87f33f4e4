// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.topology.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares existing topics with what the topology relies on. Differences that are only a matter of cost pass. */
final class TopicChecks {
    private static final String CLEANUP_POLICY = "cleanup.policy";

    /**
     * A topic as it is.
     *
     * @param partitions number of partitions
     * @param settings its settings, defaults included
     */
    record Existing(int partitions, Map<String, String> settings) {
        Existing {
            settings = Map.copyOf(settings);
        }
    }

    private TopicChecks() {}

    /** Every problem of the topics that exist, in the order of the specifications; none for those that do not. */
    static List<String> problems(List<Topics.Spec> wanted, Map<String, Existing> existing) {
        List<String> problems = new ArrayList<>();
        for (Topics.Spec spec : wanted) {
            Existing topic = existing.get(spec.name());
            if (topic != null) {
                problems.addAll(problems(spec, topic));
            }
        }
        return problems;
    }

    private static List<String> problems(Topics.Spec spec, Existing topic) {
        List<String> problems = new ArrayList<>();
        if (topic.partitions() != spec.partitions()) {
            problems.add(spec.name() + " has " + topic.partitions() + " partitions, not the " + spec.partitions()
                    + " that partitions asks for");
        }
        String policy = topic.settings().getOrDefault(CLEANUP_POLICY, "delete");
        Set<String> policies = new TreeSet<>(
                Arrays.stream(policy.split(",")).map(String::strip).toList());
        if (spec.compacted() && !policies.equals(Set.of("compact"))) {
            problems.add(spec.name() + " has cleanup.policy=" + policy + ", not compact: it would forget ids");
        }
        if (!spec.compacted() && policies.contains("compact")) {
            problems.add(
                    spec.name() + " has cleanup.policy=" + policy + ", not delete: it would lose or refuse events");
        }
        return problems;
    }
}
