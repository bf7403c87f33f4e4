// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.VertexWeighting;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Side;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusteringConfigTest {

    @Test
    void shouldHaveTheDesignsDefaultsWhenNothingIsSet() {
        ClusteringConfig config = new ClusteringConfig(Map.of());

        assertThat(config.parameters()).isEqualTo(ClusteringParameters.ofRows(4096));
        assertThat(config.parameters().resolution(1_000_000, 1_000_000)).isEqualTo(40.96);
        assertThat(config.applicationId()).isEqualTo("rowcast");
        assertThat(config.partitions()).isEqualTo(4);
        assertThat(config.interactionsRetentionMs()).isEqualTo(7L * 24 * 60 * 60 * 1000);
        assertThat(config.maxEdgesPerUser()).isEqualTo(20_000);
        assertThat(config.graphRetention()).isZero();
        assertThat(config.governorEnabled()).isTrue();
        assertThat(config.sweepShare()).isEqualTo(0.1);
        assertThat(config.sweepSliceMs()).isEqualTo(10);
        assertThat(config.sweepPauseMaxMs()).isEqualTo(30_000);
        assertThat(config.publishIntervalMs()).isEqualTo(200);
        assertThat(config.errors().maxShare()).isEqualTo(0.5);
        assertThat(config.errors().windowEvents()).isEqualTo(10_000);
        assertThat(config.vertexCacheBytes()).isEqualTo(64L << 20);
        assertThat(config.rocksDbMemoryBytes()).isEqualTo(256L << 20);
    }

    @Test
    void shouldKeepResolutionAtOneByDefaultWhenRowsAreFew() {
        assertThat(new ClusteringConfig(Map.of("rows", 40)).parameters().resolution(1_000, 1_000))
                .isEqualTo(1);
        assertThat(new ClusteringConfig(Map.of("rows", 40, "rho", 0.01))
                        .parameters()
                        .resolution(1_000, 1_000))
                .isEqualTo(0.4);
    }

    @Test
    void shouldGiveTheDomainWhatIsSet() {
        ClusteringParameters parameters = new ClusteringConfig(Map.of(
                        "rows", "100",
                        "rho", "0.5",
                        "hysteresis", "0",
                        "weighting.user", "sqrt",
                        "weighting.item", "log1p",
                        "edge.weighting", "sum"))
                .parameters();

        assertThat(parameters)
                .isEqualTo(new ClusteringParameters(
                        100, 0.5, 0, VertexWeighting.SQRT, VertexWeighting.LOG1P, EdgeWeighting.SUM));
        assertThat(parameters.resolution(1_000_000, 1_000_000)).isEqualTo(50);
        assertThat(parameters.weighting(Side.USER)).isEqualTo(VertexWeighting.SQRT);
        assertThat(parameters.weighting(Side.ITEM)).isEqualTo(VertexWeighting.LOG1P);
    }

    @ParameterizedTest
    @ValueSource(strings = {"degree", "sqrt", "log1p", "uniform"})
    void shouldAcceptEveryWeighting(String word) {
        assertThat(new ClusteringConfig(Map.of("weighting.user", word, "weighting.item", word))
                        .parameters()
                        .userWeighting()
                        .name())
                .isEqualToIgnoringCase(word);
    }

    @ParameterizedTest
    @CsvSource({
        "application.id, ''",
        "application.id, a b",
        "application.id, a/b",
        "interactions.topic, ä",
        "mappings.topic, a:b",
        "dead.letters.topic, a#b",
        "interactions.topic, .",
        "mappings.topic, ..",
        "rows, 0",
        "rows, 16777217",
        "rows, many",
        "partitions, 0",
        "partitions, 4097",
        "rho, -0.1",
        "rho, 10.1",
        "rho, NaN",
        "rho, Infinity",
        "hysteresis, -1",
        "hysteresis, NaN",
        "interactions.retention.ms, -2",
        "edge.weighting, sums",
        "edge.weighting, SUM",
        "weighting.user, ''",
        "weighting.item, log",
        "graph.max.edges.per.user, 0",
        "graph.max.edges.per.user, 50001",
        "governor.enabled, perhaps",
        "sweep.share, 0",
        "sweep.share, 1",
        "sweep.share, NaN",
        "sweep.slice.ms, 0",
        "sweep.pause.max.ms, -1",
        "volumes.publish.interval.ms, 9",
        "vertex.cache.bytes, -1",
        "rocksdb.memory.bytes, 1048576"
    })
    void shouldNameTheKeyWhenAValueIsWrong(String key, String value) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new ClusteringConfig(Map.of(key, value)))
                .withMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource({
        "interactions.topic, same, mappings.topic, same",
        "interactions.topic, same, dead.letters.topic, same",
        "mappings.topic, same, dead.letters.topic, same",
        "mappings.topic, rowcast-interactions, interactions.topic, ''"
    })
    void shouldNameBothKeysWhenTwoTopicsAreOne(String key, String value, String otherKey, String otherValue) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new ClusteringConfig(Map.of(key, value, otherKey, otherValue)))
                .withMessageContainingAll(key, otherKey);
    }

    @ParameterizedTest
    @CsvSource({
        "interactions.topic, rowcast-cluster-volumes",
        "mappings.topic, rowcast-item-labels",
        "dead.letters.topic, rowcast-item-votes-repartition",
        "mappings.topic, rowcast-user-vertices-changelog"
    })
    void shouldNameTheKeyWhenATopicIsAnInternalOne(String key, String value) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new ClusteringConfig(Map.of(key, value)))
                .withMessageContainingAll(key, value);
    }

    @Test
    void shouldSplitThePlacesOfRecordsToPassOver() {
        assertThat(new ClusteringConfig(Map.of()).errors().foreignRecordsToSkip())
                .isEmpty();
        assertThat(new ClusteringConfig(Map.of("foreign.records.skip", "a-b:0:17, c.d:3:9"))
                        .errors()
                        .foreignRecordsToSkip())
                .containsExactly("a-b:0:17", "c.d:3:9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:1", "a:1:", "a:1:x", "a:-1:2", "a:1:2,", "a:1:2;b:1:2", ":1:2"})
    void shouldNameTheKeyWhenAPlaceIsNotOne(String places) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new ClusteringConfig(Map.of("foreign.records.skip", places)))
                .withMessageContaining("foreign.records.skip");
    }

    @ParameterizedTest
    @CsvSource({"errors.max.share, 1.1", "errors.max.share, -0.1", "errors.max.share, NaN", "errors.window.events, 9"})
    void shouldNameTheKeyWhenALimitOfErrorsIsOutOfRange(String key, String value) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new ClusteringConfig(Map.of(key, value)))
                .withMessageContaining(key);
    }

    @Test
    void shouldDocumentEverySetting() {
        assertThat(ClusteringConfig.CONFIG.configKeys().values()).allSatisfy(key -> {
            assertThat(key.name).matches("[a-z]+(\\.[a-z]+)*");
            assertThat(key.documentation).endsWith(".");
            assertThat(key.hasDefault()).isTrue();
        });
    }
}
