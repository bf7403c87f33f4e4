// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.runtime.TopicChecks.Existing;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TopicChecksTest {
    private final Topics topics = new Topics(new ClusteringConfig(Map.of("partitions", "4")));

    @Test
    void shouldFindNothingWhenNoTopicExists() {
        assertThat(TopicChecks.problems(topics.managed(), Map.of())).isEmpty();
    }

    @Test
    void shouldFindNothingWhenOnlyCostSettingsDiffer() {
        Existing interactions = new Existing(4, Map.of("cleanup.policy", "delete", "retention.ms", "1"));
        Existing mappings = new Existing(4, Map.of("cleanup.policy", "compact", "segment.bytes", "1"));

        assertThat(problems(Map.of(topics.interactions(), interactions, topics.mappings(), mappings)))
                .isEmpty();
    }

    @Test
    void shouldNameEveryProblemWhenSeveralTopicsDiffer() {
        assertThat(problems(Map.of(
                        topics.interactions(), new Existing(3, Map.of("cleanup.policy", "compact")),
                        topics.mappings(), new Existing(4, Map.of("cleanup.policy", "delete")),
                        topics.itemLabels(), new Existing(4, Map.of("cleanup.policy", "compact,delete")))))
                .containsExactly(
                        "rowcast-interactions has 3 partitions, not the 4 that partitions asks for",
                        "rowcast-interactions has cleanup.policy=compact, not delete: it would lose or refuse events",
                        "rowcast-codebook-mappings has cleanup.policy=delete, not compact: it would forget ids",
                        "rowcast-item-labels has cleanup.policy=compact,delete, not compact: it would forget ids");
    }

    private List<String> problems(Map<String, Existing> existing) {
        return TopicChecks.problems(topics.managed(), existing);
    }
}
