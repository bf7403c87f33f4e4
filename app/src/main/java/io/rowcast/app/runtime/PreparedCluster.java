// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.FormatConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.format.FormatUnavailableException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;

/**
 * A cluster that an instance can start against: it may do there what it must, the topics are there, and the state belongs to them.
 *
 * @param config the configuration, with what was registered for it
 * @param bootstrapServers where the cluster is
 * @param createdTopics names of the topics that were made for it
 */
public record PreparedCluster(EffectiveConfig config, String bootstrapServers, List<String> createdTopics) {
    public PreparedCluster {
        createdTopics = List.copyOf(createdTopics);
    }

    /**
     * Checks rights and topics, creates missing topics, and binds the state to them.
     *
     * @throws io.rowcast.app.config.ConfigurationException if existing topics do not fit the configuration or the state
     * @throws RuntimeFailure if the cluster cannot be reached or refuses
     */
    public static PreparedCluster prepare(EffectiveConfig given, String bootstrapServers) {
        EffectiveConfig config = registered(given);
        Topics topics = new Topics(config.clustering());
        List<String> createdTopics;
        try (Admin admin = Admin.create(config.clientProperties(bootstrapServers))) {
            AccessCheck access = new AccessCheck(admin, accessRules(config));
            access.require();
            TopicSetup setup = new TopicSetup(admin, topics, replicationFactor(config));
            createdTopics = setup.prepare();
            if (!createdTopics.isEmpty()) {
                access.require();
            }
            StateMarker.bind(RowcastRuntime.stateDirectory(config), setup.identity());
        }
        return new PreparedCluster(config, bootstrapServers, createdTopics);
    }

    static List<AccessRule> accessRules(EffectiveConfig config) {
        ClusteringConfig clustering = config.clustering();
        return AccessRule.of(AccessRule.APPLICATION, new Topics(clustering), clustering.applicationId());
    }

    /** The configuration with the id of the mappings' schema, which is registered if it has one that is not given. */
    private static EffectiveConfig registered(EffectiveConfig config) {
        if (!FormatConfig.needsRegistration(config.clustering())) {
            return config;
        }
        try {
            int id = FormatConfig.register(config.clustering());
            return config.withDefault(
                    FormatConfig.MAPPINGS_SCHEMA_ID_CONFIG, Integer.toString(id), "of the schema registry");
        } catch (FormatUnavailableException e) {
            throw new RuntimeFailure(e.getMessage(), e);
        }
    }

    private static Optional<Short> replicationFactor(EffectiveConfig config) {
        return Optional.ofNullable(config.kafka().get(StreamsConfig.REPLICATION_FACTOR_CONFIG))
                .map(Short::valueOf)
                .filter(factor -> factor > 0);
    }
}
