// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;

final class TopicsTest {

    private static Topics topics(String... settings) {
        return new Topics(TestDeployment.config(settings));
    }

    private static Stream<Topics.Spec> all(Topics topics) {
        return Stream.concat(topics.managed().stream(), topics.streamsInternal().stream());
    }

    @Test
    void shouldNameTopicsAfterTheDeploymentWhenNothingIsSaid() {
        Topics topics = topics(ClusteringConfig.APPLICATION_ID_CONFIG, "shop");

        assertThat(topics.managed())
                .extracting(Topics.Spec::name)
                .containsExactly(
                        "shop-interactions",
                        "shop-codebook-mappings",
                        "shop-codebook-versions",
                        "shop-dead-letters",
                        "shop-item-labels",
                        "shop-cluster-volumes",
                        "shop-version-requests");
        assertThat(topics.streamsInternal())
                .extracting(Topics.Spec::name)
                .containsExactly(
                        "shop-user-events-repartition",
                        "shop-item-votes-repartition",
                        "shop-user-row-uses-repartition",
                        "shop-item-row-uses-repartition",
                        "shop-version-parts-repartition",
                        "shop-user-vertices-changelog",
                        "shop-user-volumes-changelog",
                        "shop-item-vertices-changelog",
                        "shop-label-votes-changelog",
                        "shop-item-volumes-changelog",
                        "shop-row-generations-changelog",
                        "shop-mapping-sums-changelog",
                        "shop-version-assembly-changelog");
    }

    @Test
    void shouldNamePublicTopicsAsTold() {
        Topics topics = topics(
                ClusteringConfig.INTERACTIONS_TOPIC_CONFIG,
                "clicks",
                ClusteringConfig.MAPPINGS_TOPIC_CONFIG,
                "rows",
                ClusteringConfig.DEAD_LETTERS_TOPIC_CONFIG,
                "bad.clicks");

        assertThat(List.of(topics.interactions(), topics.mappings(), topics.deadLetters()))
                .containsExactly("clicks", "rows", "bad.clicks");
        assertThat(topics.itemLabels()).isEqualTo("rowcast-item-labels");
        assertThat(topics.managed()).extracting(Topics.Spec::name).contains("clicks", "rows", "bad.clicks");
    }

    @Test
    void shouldGiveEveryTopicThePartitionsOfTheDeployment() {
        assertThat(all(topics(ClusteringConfig.PARTITIONS_CONFIG, "7")))
                .hasSize(20)
                .allSatisfy(topic -> assertThat(topic.partitions())
                        .isEqualTo(
                                Set.of(
                                                        "rowcast-codebook-versions",
                                                        "rowcast-version-parts-repartition",
                                                        "rowcast-version-assembly-changelog")
                                                .contains(topic.name())
                                        ? 1
                                        : 7));
    }

    @Test
    void shouldCompactWhatIsATable() {
        assertThat(all(topics()).filter(Topics.Spec::compacted))
                .extracting(Topics.Spec::name)
                .containsExactlyInAnyOrder(
                        "rowcast-codebook-mappings",
                        "rowcast-codebook-versions",
                        "rowcast-item-labels",
                        "rowcast-cluster-volumes",
                        "rowcast-user-vertices-changelog",
                        "rowcast-user-volumes-changelog",
                        "rowcast-item-vertices-changelog",
                        "rowcast-label-votes-changelog",
                        "rowcast-item-volumes-changelog",
                        "rowcast-row-generations-changelog",
                        "rowcast-mapping-sums-changelog",
                        "rowcast-version-assembly-changelog");
    }

    @Test
    void shouldUseSettingsThatKafkaKnows() {
        List<String> known = Stream.of(TopicConfig.class.getFields())
                .filter(field -> field.getName().endsWith("_CONFIG"))
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();

        assertThat(all(topics())).allSatisfy(topic -> {
            assertThat(known).containsAll(topic.settings().keySet());
            assertThat(topic.purpose()).isNotBlank();
        });
    }

    @Test
    void shouldKeepMappingsFromCompactionAsLongAsTold() {
        assertThat(topics(VersionConfig.MAPPINGS_COMPACTION_LAG_MS_CONFIG, "5000")
                        .managed()
                        .get(1)
                        .settings())
                .containsEntry("min.compaction.lag.ms", "5000")
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void shouldHaveRoomForVersionsOfManyRows() {
        assertThat(topics(ClusteringConfig.ROWS_CONFIG, "16777216").versionBytes())
                .isGreaterThan(16777216);
        assertThat(topics().versionBytes()).isEqualTo(2 << 20);
    }

    @Test
    void shouldKeepInteractionsAsLongAsTold() {
        assertThat(topics(ClusteringConfig.INTERACTIONS_RETENTION_MS_CONFIG, "-1")
                        .managed()
                        .get(0)
                        .settings())
                .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
    }

    @Test
    void shouldStayValidWhenTheApplicationIdIsAsLongAsAllowed() {
        assertThat(all(topics(ClusteringConfig.APPLICATION_ID_CONFIG, "x".repeat(200))))
                .allSatisfy(topic -> Topic.validate(topic.name()));
    }
}
