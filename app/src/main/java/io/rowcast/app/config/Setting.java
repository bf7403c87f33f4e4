// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

/**
 * One key with its value and where the value came from.
 *
 * @param key the key as it is written in a properties file
 * @param value the value as text, never {@code null}
 * @param source where it came from
 */
public record Setting(String key, String value, Source source) {

    /** The value as it may be printed: secrets are replaced. */
    public String printable() {
        return Secrets.printable(key, value);
    }

    /** {@code key = value (source)}, with secrets replaced; the way errors name a setting. */
    String place() {
        return key + " = " + printable() + " (" + source.text() + ")";
    }
}
