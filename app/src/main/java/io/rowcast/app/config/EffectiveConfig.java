// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import io.rowcast.topology.ClusteringConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/**
 * The configuration in effect: defaults, overlaid by a properties file, by the environment and by flags. Every value is
 * of its type and within its range, and remembers where it came from.
 */
public final class EffectiveConfig {
    /**
     * Rowcast's own defaults of every Kafka client, without the {@code kafka.} prefix. What its clients measure is served at
     * {@code /metrics}; thousands of beans of the same make a start longer.
     */
    public static final Map<String, String> CLIENT_DEFAULTS =
            Map.of(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");

    private final Map<String, Setting> own;
    private final Map<String, Setting> kafka;

    private EffectiveConfig(Map<String, Setting> own, Map<String, Setting> kafka) {
        this.own = own;
        this.kafka = kafka;
    }

    /**
     * Overlays the layers and checks every key and value.
     *
     * @param layers the layers, from the weakest to the strongest
     * @throws ConfigurationException naming the key, its value and its source, for the first that is wrong
     */
    public static EffectiveConfig of(List<List<Setting>> layers) {
        Map<String, Setting> own = new LinkedHashMap<>();
        Map<String, Setting> kafka = new TreeMap<>();
        for (ConfigKey key : KnownKeys.ownKeys().values()) {
            // As text a password would be [hidden].
            String value = key.defaultValue instanceof Password secret
                    ? secret.value()
                    : ConfigDef.convertToString(key.defaultValue, key.type());
            own.put(key.name, new Setting(key.name, value, Source.DEFAULT));
        }
        for (List<Setting> layer : layers) {
            refuseContradiction(layer);
            for (Setting given : layer) {
                check(given);
                Setting setting = canonical(given);
                (KnownKeys.isOwn(setting.key()) ? own : kafka).put(setting.key(), setting);
            }
        }
        return new EffectiveConfig(own, kafka);
    }

    /** This configuration with another default for a key: the value is used only where none was given. */
    public EffectiveConfig withDefault(String key, String value, String giver) {
        if (own.get(key).source().kind() != Source.Kind.DEFAULT) {
            return this;
        }
        Map<String, Setting> changed = new LinkedHashMap<>(own);
        changed.put(key, new Setting(key, value, new Source(Source.Kind.DEFAULT, giver)));
        return new EffectiveConfig(changed, kafka);
    }

    /** Every own setting in the order of its definition, then the {@code kafka.*} settings given, sorted. */
    public List<Setting> settings() {
        Map<String, Setting> shown = new LinkedHashMap<>(own);
        String rho = ClusteringConfig.RHO_CONFIG;
        if (own.get(rho).source().equals(Source.DEFAULT)) {
            // It depends on the rows.
            shown.put(
                    rho,
                    new Setting(rho, Double.toString(clustering().parameters().rho()), Source.DEFAULT));
        }
        List<Setting> settings = new ArrayList<>(shown.values());
        settings.addAll(kafka.values());
        return settings;
    }

    /** The documentation of a key; empty for a {@code kafka.*} key that Kafka does not document. */
    public static Optional<ConfigKey> definitionOf(String key) {
        return Optional.ofNullable(KnownKeys.definitionOf(key));
    }

    /** The environment variable that sets a key. */
    public static String environmentNameOf(String key) {
        return KnownKeys.environmentNameOf(key);
    }

    /** The settings of the clustering, typed. */
    public ClusteringConfig clustering() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : ClusteringConfig.CONFIG.names()) {
            Setting setting = own.get(key);
            if (!setting.source().equals(Source.DEFAULT)) {
                values.put(key, setting.value());
            }
        }
        values.putAll(ConfigProviders.settingsFor(values));
        return new ClusteringConfig(values);
    }

    /**
     * The settings of the HTTP interface, typed.
     *
     * @throws ConfigurationException if they do not go together
     */
    public HttpSettings http() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : HttpConfig.CONFIG.names()) {
            values.put(key, own.get(key).value());
        }
        values.putAll(ConfigProviders.settingsFor(values));
        AbstractConfig typed = new AbstractConfig(HttpConfig.CONFIG, values, false);
        HttpSettings settings = new HttpSettings(
                typed.getString(HttpConfig.HOST_CONFIG),
                typed.getInt(HttpConfig.PORT_CONFIG),
                own.get(HttpConfig.PORT_CONFIG).source().kind() == Source.Kind.DEFAULT,
                Optional.of(typed.getString(HttpConfig.ADVERTISED_CONFIG)).filter(text -> !text.isEmpty()),
                Optional.of(typed.getPassword(HttpConfig.TOKEN_CONFIG).value()).filter(text -> !text.isEmpty()),
                typed.getString(HttpConfig.FALLBACK_CONFIG));
        if (settings.on() && settings.token().isEmpty() && !isLoopback(settings.host())) {
            throw new ConfigurationException(own.get(HttpConfig.HOST_CONFIG).place()
                    + ": other machines could ask without a secret; give " + HttpConfig.TOKEN_CONFIG);
        }
        boolean number = Character.isDigit(settings.fallback().charAt(0));
        int rows = clustering().rows();
        if (number && Integer.parseInt(settings.fallback()) >= rows) {
            throw new ConfigurationException(own.get(HttpConfig.FALLBACK_CONFIG).place() + ": there is no such row, as "
                    + ClusteringConfig.ROWS_CONFIG + " is " + rows);
        }
        return settings;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The home directory, absolute; a leading {@code ~/} means the user's own directory. */
    public Path home() {
        String home = own.get(AppConfig.HOME_CONFIG).value();
        Path path = home.equals("~") || home.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), home.substring(1))
                : Path.of(home);
        return path.toAbsolutePath().normalize();
    }

    /** The cluster to connect to, or nothing where the embedded broker is meant. */
    public Optional<String> bootstrapServers() {
        String servers = own.get(AppConfig.BOOTSTRAP_SERVERS_CONFIG).value();
        return servers.isEmpty() ? Optional.empty() : Optional.of(servers);
    }

    public String logLevel() {
        return own.get(AppConfig.LOG_LEVEL_CONFIG).value();
    }

    /** Levels of single loggers, by their names. */
    public Map<String, String> loggerLevels() {
        Map<String, String> levels = new TreeMap<>();
        own.forEach((key, setting) -> {
            if (KnownKeys.isLogger(key)) {
                levels.put(key.substring(AppConfig.LOGGER_PREFIX.length()), setting.value());
            }
        });
        return levels;
    }

    /** What lines of the log look like: {@code text} or {@code json}. */
    public String logFormat() {
        return own.get(AppConfig.LOG_FORMAT_CONFIG).value();
    }

    /** The {@code kafka.*} settings without their prefix, as they go to every Kafka client. */
    public Map<String, String> kafka() {
        Map<String, String> settings = new TreeMap<>();
        kafka.forEach((key, setting) -> settings.put(key.substring(KnownKeys.KAFKA_PREFIX.length()), setting.value()));
        return settings;
    }

    /**
     * The properties of a Kafka client: {@link #CLIENT_DEFAULTS}, {@link #kafka()}, what resolves references in it, and the
     * cluster.
     */
    public Map<String, Object> clientProperties(String bootstrapServers) {
        Map<String, String> given = kafka();
        Map<String, Object> properties = new LinkedHashMap<>(CLIENT_DEFAULTS);
        properties.putAll(ConfigProviders.settingsFor(given));
        properties.putAll(given);
        properties.put(AppConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    private static void refuseContradiction(List<Setting> layer) {
        Map<String, Setting> seen = new LinkedHashMap<>();
        for (Setting setting : layer) {
            Setting before = seen.put(canonical(setting).key(), setting);
            if (before != null && !before.value().equals(setting.value())) {
                throw new ConfigurationException(
                        before.place() + " and " + setting.place() + " contradict each other; give one of them");
            }
        }
    }

    private static Setting canonical(Setting setting) {
        return setting.key().equals(KnownKeys.KAFKA_BOOTSTRAP_SERVERS)
                ? new Setting(AppConfig.BOOTSTRAP_SERVERS_CONFIG, setting.value(), setting.source())
                : setting;
    }

    private static void check(Setting setting) {
        if (!KnownKeys.isOwn(setting.key()) && !KnownKeys.isKafka(setting.key())) {
            throw new ConfigurationException("unknown key " + setting.key() + " ("
                    + setting.source().text() + "); the nearest known key is " + KnownKeys.nearestTo(setting.key()));
        }
        KnownKeys.reservation(setting.key()).ifPresent(reason -> {
            throw new ConfigurationException(setting.place() + ": " + reason);
        });
        checkJaas(setting);
        ConfigKey definition = KnownKeys.definitionOf(setting.key());
        if (definition == null) {
            return;
        }
        try {
            Object value = ConfigDef.parseType(definition.name, setting.value(), definition.type());
            if (definition.validator != null) {
                definition.validator.ensureValid(definition.name, value);
            }
        } catch (ConfigException e) {
            throw new ConfigurationException(setting.place() + ": " + reason(definition.name, setting.value(), e));
        }
    }

    /** Kafka's own message, at the first connection, would show the part of the value it could not make sense of. */
    private static void checkJaas(Setting setting) {
        if (!setting.key().endsWith(SaslConfigs.SASL_JAAS_CONFIG) || ConfigProviders.isReference(setting.value())) {
            return;
        }
        try {
            JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(setting.value())));
        } catch (IllegalArgumentException | KafkaException e) {
            throw new ConfigurationException(setting.place()
                    + ": must be one login module: its class, required, option=\"value\" ..., and a semicolon");
        }
    }

    /** Kafka's message without the key and value it begins with: the place already names both. */
    private static String reason(String name, String value, ConfigException e) {
        if (Secrets.isSecret(name)) {
            return "is not a usable value";
        }
        String prefix = "Invalid value " + value + " for configuration " + name + ": ";
        int end = e.getMessage().indexOf(" for configuration " + name + ": ");
        if (e.getMessage().startsWith(prefix)) {
            return e.getMessage().substring(prefix.length());
        }
        return end < 0
                ? e.getMessage()
                : e.getMessage().substring(end + (" for configuration " + name + ": ").length());
    }
}
