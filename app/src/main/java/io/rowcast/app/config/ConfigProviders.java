// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Values that live elsewhere: Kafka's clients themselves replace <code>${file:PATH:KEY}</code>,
 * <code>${directory:PATH:FILE}</code> and <code>${env:NAME}</code>, once they are told what reads them.
 */
final class ConfigProviders {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}:]+:[^}]*}");
    private static final Map<String, Class<?>> PROVIDERS = new TreeMap<>(Map.of(
            "directory", DirectoryConfigProvider.class,
            "env", EnvVarConfigProvider.class,
            "file", FileConfigProvider.class));

    private ConfigProviders() {}

    /** Whether a value, or a part of it, lives elsewhere. */
    static boolean isReference(String value) {
        return REFERENCE.matcher(value).find();
    }

    /** The settings that make references work; none where no value has one, or the user has chosen providers. */
    static Map<String, String> settingsFor(Map<String, String> kafka) {
        if (kafka.containsKey(AbstractConfig.CONFIG_PROVIDERS_CONFIG)
                || kafka.values().stream().noneMatch(ConfigProviders::isReference)) {
            return Map.of();
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(AbstractConfig.CONFIG_PROVIDERS_CONFIG, String.join(",", PROVIDERS.keySet()));
        PROVIDERS.forEach((name, reader) ->
                settings.put(AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + name + ".class", reader.getName()));
        return settings;
    }
}
