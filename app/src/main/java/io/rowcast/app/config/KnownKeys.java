// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import io.rowcast.topology.ClusteringConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.streams.StreamsConfig;

/** The keys of Rowcast, the {@code kafka.*} keys Kafka itself documents, and those a user may not set. */
final class KnownKeys {
    static final String KAFKA_PREFIX = "kafka.";
    static final String KAFKA_BOOTSTRAP_SERVERS = KAFKA_PREFIX + "bootstrap.servers";
    static final String ENVIRONMENT_PREFIX = "ROWCAST_";

    private static final List<ConfigDef> KAFKA_DEFINITIONS = List.of(
            StreamsConfig.configDef(),
            ConsumerConfig.configDef(),
            ProducerConfig.configDef(),
            AdminClientConfig.configDef());

    private static final List<String> CLIENT_PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    private static final String EXACTLY_ONCE = "is always set by Rowcast, which needs it to count every event once";
    private static final String OWN_FORMAT = "is always set by Rowcast, which reads and writes its own formats";
    private static final String PARTITIONING = "is always set by Rowcast, which relies on how records are partitioned";

    private static final Map<String, String> RESERVED = Map.ofEntries(
            Map.entry("application.id", "must be given as application.id"),
            Map.entry("application.server", "must be given as http.advertised"),
            Map.entry("state.dir", "lies under the home: use home"),
            Map.entry("errors.dead.letter.queue.topic.name", "must be given as dead.letters.topic"),
            Map.entry("processing.guarantee", EXACTLY_ONCE),
            Map.entry("processing.exception.handler.global.enabled", EXACTLY_ONCE),
            Map.entry("ensure.explicit.internal.resource.naming", EXACTLY_ONCE),
            Map.entry("isolation.level", EXACTLY_ONCE),
            Map.entry("enable.auto.commit", EXACTLY_ONCE),
            Map.entry("enable.idempotence", EXACTLY_ONCE),
            Map.entry("auto.offset.reset", EXACTLY_ONCE),
            Map.entry("acks", EXACTLY_ONCE),
            Map.entry("transactional.id", EXACTLY_ONCE),
            Map.entry("group.id", EXACTLY_ONCE),
            Map.entry("key.serializer", OWN_FORMAT),
            Map.entry("value.serializer", OWN_FORMAT),
            Map.entry("key.deserializer", OWN_FORMAT),
            Map.entry("value.deserializer", OWN_FORMAT),
            Map.entry("default.key.serde", OWN_FORMAT),
            Map.entry("default.value.serde", OWN_FORMAT),
            Map.entry("partitioner.class", PARTITIONING),
            Map.entry("partitioner.ignore.keys", PARTITIONING));

    private static final Map<String, ConfigKey> OWN = own();
    private static final Map<String, String> KEY_OF_ENVIRONMENT = environmentNames();

    private KnownKeys() {}

    /** Rowcast's own keys with their definitions, in the order they are shown. */
    static Map<String, ConfigKey> ownKeys() {
        return OWN;
    }

    static boolean isOwn(String key) {
        return OWN.containsKey(key) || isLogger(key);
    }

    /** Whether a key is the level of one logger. */
    static boolean isLogger(String key) {
        return key.startsWith(AppConfig.LOGGER_PREFIX) && key.length() > AppConfig.LOGGER_PREFIX.length();
    }

    static boolean isKafka(String key) {
        return key.startsWith(KAFKA_PREFIX) && key.length() > KAFKA_PREFIX.length();
    }

    /** The definition of an own or Kafka key, or {@code null} where Kafka does not document it. */
    static ConfigKey definitionOf(String key) {
        if (!isKafka(key)) {
            return OWN.get(isLogger(key) ? AppConfig.LOG_LEVEL_CONFIG : key);
        }
        String name = withoutClient(key.substring(KAFKA_PREFIX.length()));
        return KAFKA_DEFINITIONS.stream()
                .map(definition -> definition.configKeys().get(name))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }

    /** Why a user may not set a key, if so. */
    static Optional<String> reservation(String key) {
        return isKafka(key)
                ? Optional.ofNullable(RESERVED.get(withoutClient(key.substring(KAFKA_PREFIX.length()))))
                : Optional.empty();
    }

    /** The key an environment variable stands for, if it stands for one. */
    static Optional<String> ofEnvironment(String name) {
        String own = KEY_OF_ENVIRONMENT.get(name);
        if (own != null) {
            return Optional.of(own);
        }
        String key = name.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
        return isKafka(key) || isLogger(key) ? Optional.of(key) : Optional.empty();
    }

    /** The environment variable of a key. */
    static String environmentNameOf(String key) {
        return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** The known key that is spelt most like a given one. */
    static String nearestTo(String key) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        Stream<String> kafka = KAFKA_DEFINITIONS.stream()
                .flatMap(definition -> definition.names().stream())
                .distinct()
                .sorted()
                // A client's key written without its prefix is a likely slip, so it is compared without it too.
                .map(name -> KAFKA_PREFIX + name);
        return Stream.concat(OWN.keySet().stream(), kafka)
                .min((a, b) -> Integer.compare(distanceTo(key, a, distance), distanceTo(key, b, distance)))
                .orElseThrow();
    }

    private static int distanceTo(String key, String known, LevenshteinDistance distance) {
        String bare = known.startsWith(KAFKA_PREFIX) ? known.substring(KAFKA_PREFIX.length()) : known;
        return Math.min(distance.apply(key, known), distance.apply(key, bare));
    }

    private static String withoutClient(String name) {
        return CLIENT_PREFIXES.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }

    private static Map<String, ConfigKey> own() {
        Map<String, ConfigKey> keys = new LinkedHashMap<>(AppConfig.CONFIG.configKeys());
        keys.putAll(HttpConfig.CONFIG.configKeys());
        keys.putAll(ClusteringConfig.CONFIG.configKeys());
        return keys;
    }

    private static Map<String, String> environmentNames() {
        Map<String, String> names = new TreeMap<>();
        for (String key : own().keySet()) {
            names.put(environmentNameOf(key), key);
        }
        return names;
    }
}
