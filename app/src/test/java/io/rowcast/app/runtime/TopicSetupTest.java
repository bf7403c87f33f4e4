// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.broker.EmbeddedBroker;
import io.rowcast.app.config.ConfigurationException;
import io.rowcast.app.home.Home;
import io.rowcast.app.home.HomeLock;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicSetupTest {

    @TempDir
    private static Path directory;

    private static HomeLock lock;
    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void startBroker() {
        Home home = new Home(directory);
        lock = home.lock("test");
        broker = EmbeddedBroker.start(home, lock, OptionalInt.empty());
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
        lock.close();
    }

    @Test
    void shouldHaveAnotherIdentityWhenTopicsAreCreatedAgain() throws Exception {
        Topics topics = topics("again");
        setup(topics).prepare();
        String first = setup(topics).identity();
        assertThat(setup(topics).identity()).isEqualTo(first);

        admin.deleteTopics(topics.managed().stream().map(Topics.Spec::name).toList())
                .all()
                .get();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(admin.listTopics().names().get()).doesNotContain(topics.clusterVolumes()));
        setup(topics).prepare();

        assertThat(setup(topics).identity()).isNotEqualTo(first);
    }

    @Test
    void shouldCreateTopicsWithTheirSettingsOnceWhenMissing() throws Exception {
        Topics topics = topics("fresh");

        assertThat(setup(topics).prepare())
                .containsExactlyElementsOf(
                        topics.managed().stream().map(Topics.Spec::name).toList());
        assertThat(setup(topics).prepare()).isEmpty();

        for (Topics.Spec spec : topics.managed()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
            var settings = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            spec.settings()
                    .forEach((key, value) -> assertThat(settings.get(key).value())
                            .as(spec.name() + " " + key)
                            .isEqualTo(value));
        }
    }

    @Test
    void shouldNameAllProblemsAtOnceWhenExistingTopicsDoNotFit() throws Exception {
        Topics topics = topics("odd");
        admin.createTopics(List.of(
                        new NewTopic(topics.interactions(), Optional.of(5), Optional.empty())
                                .configs(Map.of("cleanup.policy", "compact")),
                        new NewTopic(topics.mappings(), Optional.of(2), Optional.empty()),
                        new NewTopic(topics.changelog(Topics.USER_VERTICES_STORE), Optional.of(1), Optional.empty())
                                .configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();

        assertThatThrownBy(() -> setup(topics).prepare())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("existing topics do not fit: ")
                .hasMessageContaining("odd-interactions has 5 partitions, not the 2")
                .hasMessageContaining("odd-interactions has cleanup.policy=compact")
                .hasMessageContaining("odd-codebook-mappings has cleanup.policy=delete")
                .hasMessageContaining("odd-user-vertices-changelog has 1 partitions, not the 2");
        assertThat(admin.listTopics().names().get()).doesNotContain(topics.deadLetters());
    }

    private static Topics topics(String applicationId) {
        return new Topics(new ClusteringConfig(Map.of("application.id", applicationId, "partitions", "2")));
    }

    private static TopicSetup setup(Topics topics) {
        return new TopicSetup(admin, topics, Optional.empty());
    }
}
