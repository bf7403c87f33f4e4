// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the application itself; those of the clustering are in {@code ClusteringConfig}. */
public final class AppConfig {

    public static final String HOME_CONFIG = "home";
    public static final String HOME_DOC =
            "Directory of everything kept on disk: embedded broker, state stores, logs. One running instance per home.";
    public static final String HOME_DEFAULT = "~/.rowcast";

    public static final String BOOTSTRAP_SERVERS_CONFIG = "bootstrap.servers";
    public static final String BOOTSTRAP_SERVERS_DOC =
            "Kafka cluster to connect to, host:port[,host:port...]; the same as kafka.bootstrap.servers. Empty: the "
                    + "embedded broker of the home.";

    public static final String LOG_LEVEL_CONFIG = "log.level";
    public static final String LOG_LEVEL_DOC = "Level of Rowcast's own messages in the log file: trace, debug, info, "
            + "warn or error. Kafka and other libraries log one step less: info, for example, when this is debug. "
            + "log.level.NAME is that of one logger and those below it, such as log.level.org.apache.kafka.";
    public static final String LOG_LEVEL_DEFAULT = "info";

    /** What the keys of single loggers begin with. */
    public static final String LOGGER_PREFIX = LOG_LEVEL_CONFIG + ".";

    public static final String LOG_FORMAT_CONFIG = "log.format";
    public static final String LOG_FORMAT_DOC =
            "What lines of the log file look like: text, or json with an object a line.";
    public static final String LOG_FORMAT_DEFAULT = "text";

    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");

    public static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    HOME_CONFIG,
                    ConfigDef.Type.STRING,
                    HOME_DEFAULT,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    HOME_DOC)
            .define(BOOTSTRAP_SERVERS_CONFIG, ConfigDef.Type.STRING, "", Importance.HIGH, BOOTSTRAP_SERVERS_DOC)
            .define(
                    LOG_LEVEL_CONFIG,
                    ConfigDef.Type.STRING,
                    LOG_LEVEL_DEFAULT,
                    LambdaValidator.with(AppConfig::checkLevel, () -> String.join(", ", LEVELS)),
                    Importance.LOW,
                    LOG_LEVEL_DOC)
            .define(
                    LOG_FORMAT_CONFIG,
                    ConfigDef.Type.STRING,
                    LOG_FORMAT_DEFAULT,
                    ConfigDef.ValidString.in("text", "json"),
                    Importance.LOW,
                    LOG_FORMAT_DOC);

    private AppConfig() {}

    private static void checkLevel(String key, Object value) {
        if (!LEVELS.contains(((String) value).toLowerCase(Locale.ROOT))) {
            throw new ConfigException(key, value, "must be one of " + String.join(", ", LEVELS));
        }
    }
}
