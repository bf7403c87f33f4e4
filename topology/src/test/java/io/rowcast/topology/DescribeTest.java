// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.GlobalStore;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.junit.jupiter.api.Test;

/** The shape of the topology, as names of stores and internal topics may not change while state exists. */
final class DescribeTest {
    private static final Path EXPECTED = Path.of("src", "test", "resources", "describe.txt");
    private static final Path ACTUAL = Path.of("target", "describe.txt");

    @Test
    void shouldLookAsDescribed() throws IOException {
        String actual =
                new ClusteringTopology(TestDeployment.config()).get().describe().toString();
        Files.createDirectories(ACTUAL.getParent());
        Files.writeString(ACTUAL, actual, StandardCharsets.UTF_8);

        String expected = Files.exists(EXPECTED) ? Files.readString(EXPECTED, StandardCharsets.UTF_8) : "";

        assertThat(actual)
                .as(
                        "The topology changed. State of older versions may not fit it any more. If that is intended,"
                                + " renew the description in module topology: cp %s %s",
                        ACTUAL, EXPECTED)
                .isEqualToNormalizingNewlines(expected);
    }

    @Test
    void shouldUseTheTopicsAndStoresThatOperatorsAreTold() {
        ClusteringConfig config = TestDeployment.config(ClusteringConfig.APPLICATION_ID_CONFIG, "shop");
        Topics topics = new Topics(config);
        Set<String> used = new TreeSet<>();
        TopologyDescription description = new ClusteringTopology(config).get().describe();
        description
                .subtopologies()
                .forEach(part -> part.nodes().forEach(node -> {
                    if (node instanceof Source source) {
                        used.addAll(source.topicSet());
                    } else if (node instanceof Sink sink) {
                        used.add(sink.topic());
                    } else if (node instanceof Processor processor) {
                        processor.stores().forEach(store -> used.add(topics.changelog(store)));
                    }
                }));
        for (GlobalStore store : description.globalStores()) {
            used.addAll(store.source().topicSet());
        }

        Set<String> told =
                topics.managed().stream().map(Topics.Spec::name).collect(Collectors.toCollection(TreeSet::new));
        topics.streamsInternal().forEach(topic -> told.add(topic.name()));

        assertThat(used.stream()
                        .map(topic -> topic.endsWith("-repartition") ? config.applicationId() + "-" + topic : topic))
                .containsExactlyInAnyOrderElementsOf(told);
    }
}
