// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.format.InteractionFormat;
import io.rowcast.topology.format.InteractionFormats;
import io.rowcast.topology.format.SchemaRegistry;
import io.rowcast.topology.serde.MappingEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The settings of what events and mappings look like; part of {@link ClusteringConfig}. */
public final class FormatConfig {
    public static final String INTERACTIONS_FORMAT_CONFIG = InteractionFormats.CONFIG;
    public static final String OPTIONS_CONFIG = "interactions.format.options";
    public static final String MAPPINGS_FORMAT_CONFIG = "mappings.format";
    public static final String MAPPINGS_SCHEMA_ID_CONFIG = "mappings.schema.id";

    private static final int REGISTERED = -1;
    private static final String POINTER_PREFIX = "interactions.pointer.";
    private static final String OP_PREFIX = "interactions.op.";

    private FormatConfig() {}

    static ConfigDef addTo(ConfigDef config) {
        define(
                config,
                INTERACTIONS_FORMAT_CONFIG,
                InteractionFormats.JSON,
                MEDIUM,
                "What events look like: json, pointers, cloudevents, debezium, avro, protobuf, or the name of an own class.");
        config.define(
                OPTIONS_CONFIG,
                ConfigDef.Type.PASSWORD,
                "",
                LambdaValidator.with((key, value) -> options((Password) value), () -> "name=value[,name=value...]"),
                LOW,
                "Settings of an own interactions.format as name=value with commas between; never shown.");
        pointer(config, "user", "the user's id. Empty: /user, or /user_id of debezium");
        pointer(config, "item", "the item's id, or ids. Empty: /item, or /item_id of debezium");
        pointer(config, "weight", "the weight. Empty: /weight, or none of debezium");
        pointer(config, "timestamp", "the time. Empty: /timestamp, or that of the change of debezium");
        pointer(config, "op", "the word for the operation. Empty: /op, or none of debezium");
        words(config, "add", "that add an edge. Empty: add");
        words(config, "remove", "that remove an edge. Empty: remove");
        words(config, "forget", "that have a user or an item forgotten. Empty: forget");
        words(config, "ignore", "of events to pass over");
        define(
                config,
                "interactions.timestamp.unit",
                "ms",
                LOW,
                "What timestamps that are numbers count, in a format other than json: s, ms, us or ns since the epoch.");
        define(
                config,
                "interactions.weight.default",
                "1",
                LOW,
                "Weight of events that tell none, where interactions.pointer.* are read.");
        define(
                config,
                "interactions.cloudevents.types",
                "",
                LOW,
                "Types of CloudEvents to read, with commas between; others are passed over. Empty: all.");
        config.define(
                MAPPINGS_FORMAT_CONFIG,
                ConfigDef.Type.STRING,
                CodebookVersion.Parameters.JSON,
                ConfigChecks.words(MappingEncoding.Form.values()),
                MEDIUM,
                "What values of the mapping topic look like; avro and protobuf begin with a schema id.");
        config.define(
                MAPPINGS_SCHEMA_ID_CONFIG,
                ConfigDef.Type.INT,
                REGISTERED,
                Range.atLeast(REGISTERED),
                LOW,
                "Schema id before values of the mapping topic; -1: that which the schema registry gives at the start.");
        config.define(
                SchemaRegistry.URL_CONFIG,
                ConfigDef.Type.STRING,
                "",
                LambdaValidator.with(
                        (key, value) -> {
                            if (!((String) value).isEmpty()) {
                                SchemaRegistry.checkUrl((String) value);
                            }
                        },
                        () -> "http[s]://host[:port][/path]"),
                MEDIUM,
                "Schema registry, where a format needs one.");
        return config.define(
                SchemaRegistry.USER_INFO_CONFIG,
                ConfigDef.Type.PASSWORD,
                "",
                MEDIUM,
                "Login at the schema registry as user:password.");
    }

    private static void pointer(ConfigDef config, String field, String what) {
        define(config, POINTER_PREFIX + field, "", LOW, "JSON pointer to " + what + ".");
    }

    private static void words(ConfigDef config, String op, String what) {
        define(config, OP_PREFIX + op, "", LOW, "Words at interactions.pointer.op " + what + ".");
    }

    private static void define(ConfigDef config, String key, String value, Importance importance, String doc) {
        config.define(key, ConfigDef.Type.STRING, value, importance, doc);
    }

    /**
     * Makes what events are decoded by.
     *
     * @return {@code null} where they are Rowcast's own JSON
     */
    static Supplier<InteractionFormat> events(ClusteringConfig config) {
        String name = config.getString(INTERACTIONS_FORMAT_CONFIG);
        if (name.equals(InteractionFormats.JSON)) {
            return null;
        }
        Map<String, String> settings = settings(config);
        return () -> InteractionFormats.create(name, settings);
    }

    /** Whether events on the interactions topic that are Rowcast's own JSON must say so. */
    public static boolean ownEventsAreMarked(ClusteringConfig config) {
        return !config.getString(INTERACTIONS_FORMAT_CONFIG).equals(InteractionFormats.JSON);
    }

    /**
     * Writes the values of the mapping topic.
     *
     * @throws IllegalStateException if they have a schema that is not registered yet
     */
    static MappingEncoding mappings(ClusteringConfig config) {
        if (needsRegistration(config)) {
            throw new IllegalStateException(MAPPINGS_SCHEMA_ID_CONFIG + " is not known yet");
        }
        return new MappingEncoding(form(config), Math.max(0, config.getInt(MAPPINGS_SCHEMA_ID_CONFIG)));
    }

    private static MappingEncoding.Form form(ClusteringConfig config) {
        return MappingEncoding.Form.valueOf(
                config.getString(MAPPINGS_FORMAT_CONFIG).toUpperCase(Locale.ROOT));
    }

    /** Whether the mappings have a schema whose id is not known yet. */
    public static boolean needsRegistration(ClusteringConfig config) {
        return form(config) != MappingEncoding.Form.JSON && config.getInt(MAPPINGS_SCHEMA_ID_CONFIG) == REGISTERED;
    }

    /**
     * Registers the schema of the mappings as that of the values of their topic.
     *
     * @return its id
     * @throws io.rowcast.topology.format.FormatUnavailableException if the registry does not answer, or refuses it
     */
    public static int register(ClusteringConfig config) {
        String file = form(config) == MappingEncoding.Form.AVRO ? "CodebookEntry.avsc" : "CodebookEntry.proto";
        try (InputStream in = FormatConfig.class.getResourceAsStream("/schemas/" + file)) {
            return new SchemaRegistry(settings(config))
                    .register(
                            new Topics(config).mappings() + "-value",
                            form(config).name(),
                            new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settings(ClusteringConfig config) {
        Map<String, String> settings = new HashMap<>(options(config.getPassword(OPTIONS_CONFIG)));
        for (String key : ClusteringConfig.CONFIG.names()) {
            if (key.startsWith("interactions.") || key.startsWith("schema.registry.")) {
                boolean secret = config.typeOf(key) == ConfigDef.Type.PASSWORD;
                settings.put(key, secret ? config.getPassword(key).value() : text(config, key));
            }
        }
        return settings;
    }

    private static String text(ClusteringConfig config, String key) {
        return config.values().get(key).toString();
    }

    private static Map<String, String> options(Password text) {
        Map<String, String> options = new HashMap<>();
        for (String option : text.value().split(",", -1)) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(
                        option.substring(0, equals).strip(),
                        option.substring(equals + 1).strip());
            } else if (!option.isBlank()) {
                throw new ConfigException(OPTIONS_CONFIG + ": must be name=value with commas between");
            }
        }
        return options;
    }

    /**
     * Checks that there is such a format and that it can be used as it is configured.
     *
     * @throws ConfigException naming the key
     */
    static void check(ClusteringConfig config) {
        if (needsRegistration(config)
                && config.getString(SchemaRegistry.URL_CONFIG).isEmpty()) {
            throw new ConfigException(MAPPINGS_FORMAT_CONFIG + "=" + config.getString(MAPPINGS_FORMAT_CONFIG)
                    + " needs " + SchemaRegistry.URL_CONFIG + " or " + MAPPINGS_SCHEMA_ID_CONFIG);
        }
        Supplier<InteractionFormat> events = events(config);
        if (events != null) {
            events.get().close();
            return;
        }
        for (String key : ClusteringConfig.CONFIG.names()) {
            if ((key.startsWith(POINTER_PREFIX) || key.startsWith(OP_PREFIX))
                    && !config.getString(key).isEmpty()) {
                throw new ConfigException(
                        key, config.getString(key), "is not read where " + INTERACTIONS_FORMAT_CONFIG + "=json");
            }
        }
    }
}
