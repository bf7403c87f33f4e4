// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Which keys hold secrets. A key is secret when Kafka types it as a password or when its name says so. */
public final class Secrets {
    private static final String REDACTED = "[redacted]";
    private static final List<String> WORDS = List.of(
            "password",
            "passphrase",
            "passwd",
            "secret",
            "token",
            "credential",
            "jaas",
            "basic.auth",
            "user.info",
            "private.key",
            "api.key",
            "apikey");

    /** What a URL gives before the host: {@code https://user:password@host}. */
    private static final Pattern URL_LOGIN = Pattern.compile("(?<=://)[^/?#@\\s]+(?=@)");

    private Secrets() {}

    /** The value as it may be printed or logged. */
    public static String printable(String key, String value) {
        return isSecret(key) && !value.isEmpty()
                ? REDACTED
                : URL_LOGIN.matcher(value).replaceAll(REDACTED);
    }

    static boolean isSecret(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        if (name.endsWith(".key") || WORDS.stream().anyMatch(name::contains)) {
            return true;
        }
        ConfigKey definition = KnownKeys.definitionOf(key);
        return definition != null && definition.type() == ConfigDef.Type.PASSWORD;
    }
}
