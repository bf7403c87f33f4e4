// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the layers of the configuration; the keys are not yet checked, save for environment variables. */
public final class ConfigSources {
    private static final Logger log = LoggerFactory.getLogger(ConfigSources.class);
    private static final Set<String> NOT_SETTINGS = Set.of("ROWCAST_JAVA_OPTS", "ROWCAST_MEMORY");

    private ConfigSources() {}

    /**
     * The settings of a properties file in UTF-8, sorted by key.
     *
     * @throws ConfigurationException naming the file, if it cannot be read or gives a key twice
     */
    public static List<Setting> file(Path file) {
        Properties properties = new OnceOnly(file);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("configuration file " + file + " does not exist");
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("configuration file " + file + " cannot be read: " + e.getMessage());
        }
        Source source = new Source(Source.Kind.FILE, file.toString());
        List<Setting> settings = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            settings.add(new Setting(key, properties.getProperty(key).strip(), source));
        }
        settings.sort((a, b) -> a.key().compareTo(b.key()));
        warnOfReaders(file, settings);
        return settings;
    }

    /**
     * The settings of the environment variables that begin with {@code ROWCAST_}, sorted by name.
     *
     * @throws ConfigurationException naming the variable, if it stands for no known key
     */
    public static List<Setting> environment(Map<String, String> environment) {
        List<Setting> settings = new ArrayList<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(KnownKeys.ENVIRONMENT_PREFIX) && !NOT_SETTINGS.contains(name)) {
                String key = KnownKeys.ofEnvironment(name).orElseThrow(() -> unknownVariable(name));
                settings.add(new Setting(key, value.strip(), new Source(Source.Kind.ENVIRONMENT, name)));
            }
        });
        return settings;
    }

    /** A setting given on the command line. */
    public static Setting flag(String flag, String key, String value) {
        return new Setting(key, value.strip(), new Source(Source.Kind.FLAG, flag));
    }

    private static void warnOfReaders(Path file, List<Setting> settings) {
        Optional<Setting> secret = settings.stream()
                .filter(setting -> Secrets.isSecret(setting.key())
                        && !setting.value().isEmpty()
                        && !ConfigProviders.isReference(setting.value()))
                .findFirst();
        if (secret.isPresent() && isReadByAll(file)) {
            log.warn(
                    "every user of this machine can read {}, which holds {}: chmod o-r {}",
                    file,
                    secret.get().key(),
                    file);
        }
    }

    private static boolean isReadByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static ConfigurationException unknownVariable(String name) {
        String guess = name.substring(KnownKeys.ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
        return new ConfigurationException("environment variable " + name + " stands for no known key; the nearest is "
                + KnownKeys.environmentNameOf(KnownKeys.nearestTo(guess)));
    }

    private static final class OnceOnly extends Properties {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Path file;

        OnceOnly(Path file) {
            this.file = file;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            if (super.put(key, value) != null) {
                throw new ConfigurationException("configuration file " + file + " gives " + key + " twice");
            }
            return null;
        }
    }
}
