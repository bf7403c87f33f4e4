// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.AppConfig;
import io.rowcast.app.config.ConfigSources;
import io.rowcast.app.config.ConfigurationException;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.config.Setting;
import io.rowcast.topology.ClusteringConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every command that needs the configuration. */
final class ConfigOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file; environment and flags win over it.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set any key, such as kafka.security.protocol=SSL; may be repeated.")
    private List<String> assignments = List.of();

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Directory of everything kept on disk; else ROWCAST_HOME, else ~/.rowcast.")
    private String home;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka cluster to use instead of the embedded broker of the home.")
    private String bootstrapServers;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            description = "Name of the deployment, and prefix of its topics (default: rowcast).")
    private String applicationId;

    /**
     * The configuration from file, environment and flags.
     *
     * @throws ConfigurationException if any of it is wrong
     */
    EffectiveConfig effective() {
        return effective(List.of());
    }

    EffectiveConfig effective(List<Setting> moreFlags) {
        List<Setting> flags = new ArrayList<>(moreFlags);
        flags.addAll(assignments(assignments));
        addFlag(flags, "--home", AppConfig.HOME_CONFIG, home);
        addFlag(flags, "--bootstrap-servers", AppConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        addFlag(flags, "--application-id", ClusteringConfig.APPLICATION_ID_CONFIG, applicationId);
        List<Setting> settings = file == null ? List.of() : ConfigSources.file(file);
        return EffectiveConfig.of(List.of(settings, ConfigSources.environment(System.getenv()), flags));
    }

    /**
     * What values of {@code --set} set.
     *
     * @throws ConfigurationException if one is not KEY=VALUE
     */
    static List<Setting> assignments(List<String> assignments) {
        List<Setting> settings = new ArrayList<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals <= 0) {
                // The whole may hold a secret, as in KEY:VALUE.
                String name = assignment.split("[^\\w.-]", 2)[0];
                throw new ConfigurationException("--set " + name + "...: must be KEY=VALUE");
            }
            settings.add(ConfigSources.flag(
                    "--set", assignment.substring(0, equals).strip(), assignment.substring(equals + 1)));
        }
        return settings;
    }

    static void addFlag(List<Setting> flags, String flag, String key, String value) {
        if (value != null) {
            flags.add(ConfigSources.flag(flag, key, value));
        }
    }
}
