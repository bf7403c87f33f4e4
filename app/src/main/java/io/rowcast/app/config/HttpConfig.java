// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The settings of the HTTP interface. */
public final class HttpConfig {

    public static final String HOST_CONFIG = "http.host";
    public static final String HOST_DOC =
            "Address that the HTTP interface listens on. One that other machines can reach " + "needs http.token.";
    public static final String HOST_DEFAULT = "127.0.0.1";

    public static final String PORT_CONFIG = "http.port";
    public static final String PORT_DOC =
            "Port of the HTTP interface; 0: any free one; -1: no HTTP. Where none is given and "
                    + "the default is taken, any free one.";
    public static final int PORT_DEFAULT = 7600;

    /** {@link #PORT_CONFIG} where nothing is to listen. */
    public static final int PORT_OFF = -1;

    public static final String ADVERTISED_CONFIG = "http.advertised";
    public static final String ADVERTISED_DOC = "Where other instances reach the HTTP interface of this one, host or "
            + "host:port. Empty: http.host and the port, or the name of the machine where that is every address.";

    public static final String TOKEN_CONFIG = "http.token";
    public static final String TOKEN_DOC = "Secret that requests must bring as Authorization: Bearer; the same in all "
            + "instances. Empty: whoever can connect may ask.";

    public static final String FALLBACK_CONFIG = "http.fallback";
    public static final String FALLBACK_DOC =
            "Row that lookups give for an unknown id: hashed spreads ids over all rows, a "
                    + "number is that row for all, none is no row.";
    public static final String FALLBACK_DEFAULT = "hashed";

    public static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    HOST_CONFIG,
                    ConfigDef.Type.STRING,
                    HOST_DEFAULT,
                    new ConfigDef.NonEmptyString(),
                    Importance.MEDIUM,
                    HOST_DOC)
            .define(
                    PORT_CONFIG,
                    ConfigDef.Type.INT,
                    PORT_DEFAULT,
                    Range.between(PORT_OFF, 65535),
                    Importance.MEDIUM,
                    PORT_DOC)
            .define(
                    ADVERTISED_CONFIG,
                    ConfigDef.Type.STRING,
                    "",
                    LambdaValidator.with(HttpConfig::checkAdvertised, () -> "host[:port]"),
                    Importance.MEDIUM,
                    ADVERTISED_DOC)
            .define(
                    TOKEN_CONFIG,
                    ConfigDef.Type.PASSWORD,
                    new Password(""),
                    LambdaValidator.with(HttpConfig::checkToken, () -> "password"),
                    Importance.MEDIUM,
                    TOKEN_DOC)
            .define(
                    FALLBACK_CONFIG,
                    ConfigDef.Type.STRING,
                    FALLBACK_DEFAULT,
                    LambdaValidator.with(HttpConfig::checkFallback, () -> "hashed, none or a row"),
                    Importance.LOW,
                    FALLBACK_DOC);

    private HttpConfig() {}

    private static void checkAdvertised(String key, Object value) {
        String text = (String) value;
        if (!text.isEmpty() && !text.matches("(\\[[0-9a-fA-F:.]+]|[^\\s:/\\[\\]]+)(:[0-9]{1,5})?")) {
            throw new ConfigException(key, value, "must be host or host:port");
        }
    }

    private static void checkToken(String key, Object value) {
        String token = ((Password) value).value();
        if (!token.matches("[\\x21-\\x7e]*")) {
            throw new ConfigException(key, Password.HIDDEN, "must be printable ASCII without spaces");
        }
    }

    private static void checkFallback(String key, Object value) {
        if (!((String) value).matches("hashed|none|[0-9]{1,8}")) {
            throw new ConfigException(key, value, "must be hashed, none or the number of a row");
        }
    }
}
