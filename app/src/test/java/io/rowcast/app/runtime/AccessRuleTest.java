// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

final class AccessRuleTest {
    private final Topics topics = new Topics(new ClusteringConfig(Map.of("application.id", "a")));
    private final List<AccessRule> rules = AccessRule.of(topics, "a");

    @Test
    void shouldCoverEveryTopicWhenAskedForApplication() {
        List<String> names = Stream.concat(topics.managed().stream(), topics.streamsInternal().stream())
                .map(Topics.Spec::name)
                .toList();

        assertThat(rules)
                .filteredOn(rule -> rule.principal().equals(AccessRule.APPLICATION))
                .filteredOn(rule -> rule.resource() == ResourceType.TOPIC)
                .extracting(AccessRule::name)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void shouldAllowTransactionsAndGroupWhenAskedForApplication() {
        assertThat(rules)
                .anyMatch(rule -> rule.resource() == ResourceType.TRANSACTIONAL_ID
                        && rule.pattern() == PatternType.PREFIXED
                        && rule.operations().contains(AclOperation.WRITE))
                .anyMatch(rule -> rule.resource() == ResourceType.GROUP
                        && rule.name().equals("a")
                        && rule.operations().contains(AclOperation.READ));
    }

    @Test
    void shouldAllowWritingNothingButEventsWhenAskedForEraser() {
        assertThat(rules)
                .filteredOn(rule -> rule.principal().equals(AccessRule.ERASER))
                .filteredOn(rule -> rule.operations().contains(AclOperation.WRITE))
                .singleElement()
                .satisfies(rule -> assertThat(rule.name()).isEqualTo(topics.interactions()));
        assertThat(rules)
                .filteredOn(rule -> rule.principal().equals(AccessRule.ERASER))
                .filteredOn(rule -> rule.resource() == ResourceType.GROUP)
                .singleElement()
                .satisfies(rule -> assertThat(rule.operations()).containsExactly(AclOperation.DESCRIBE));
    }

    @Test
    void shouldAllowOnlyReadingWhenAskedForAuditor() {
        assertThat(rules)
                .filteredOn(rule -> rule.principal().equals(AccessRule.AUDITOR))
                .hasSize(17)
                .allSatisfy(rule -> assertThat(rule.operations()).isSubsetOf(AclOperation.READ, AclOperation.DESCRIBE));
    }

    @Test
    void shouldAllowToDeleteAllButTheEventsWhenAskedForResetter() {
        List<AccessRule> resetting = AccessRule.of(AccessRule.RESETTER, topics, "a");

        assertThat(resetting)
                .filteredOn(rule -> rule.resource() == ResourceType.TOPIC)
                .filteredOn(rule -> rule.operations().equals(List.of(AclOperation.DELETE)))
                .hasSize(topics.ofDeployment().size() - 1)
                .extracting(AccessRule::name)
                .doesNotContain(topics.interactions());
        assertThat(resetting)
                .filteredOn(rule -> !rule.operations().equals(List.of(AclOperation.DELETE)))
                .extracting(rule -> rule.operations() + " " + rule.resource() + " " + rule.name())
                .containsExactlyInAnyOrder("[READ] TOPIC a-interactions", "[READ, DELETE] GROUP a");
    }

    @Test
    void shouldAllowToReplayDeadLettersAndAskForVersionsWhenAskedForOperator() {
        assertThat(rules)
                .filteredOn(rule -> rule.principal().equals(AccessRule.OPERATOR))
                .extracting(rule -> rule.operations() + " " + rule.resource() + " " + rule.name())
                .containsExactlyInAnyOrder(
                        "[READ] TOPIC a-dead-letters",
                        "[WRITE] TOPIC a-interactions",
                        "[WRITE] TOPIC a-version-requests",
                        "[READ] TOPIC a-codebook-versions",
                        "[READ] GROUP rowcast-replay-",
                        "[WRITE] TRANSACTIONAL_ID rowcast-replay-");
    }

    @Test
    void shouldAllowNoMoreThanReadingMappingsAndVersionsWhenAskedForReader() {
        assertThat(rules)
                .filteredOn(rule -> rule.principal().equals(AccessRule.READER))
                .extracting(rule -> rule.operations() + " " + rule.name())
                .containsExactlyInAnyOrder("[READ] " + topics.mappings(), "[READ] " + topics.versions());
    }
}
