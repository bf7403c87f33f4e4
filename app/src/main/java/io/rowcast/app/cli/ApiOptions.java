// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.ConfigSources;
import io.rowcast.app.config.ConfigurationException;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.config.HttpSettings;
import io.rowcast.app.config.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which running instance a command asks over HTTP. */
final class ApiOptions {
    private static final int DEFAULT_PORT = 7600;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the instance listens (default: http.host and http.port, else http://127.0.0.1:7600/).")
    private String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File that holds the token and nothing else; else http.token of the configuration or "
                    + "ROWCAST_HTTP_TOKEN.")
    private Path tokenFile;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file of the instance, for http.host, http.port and http.token.")
    private Path config;

    /**
     * The instance to ask.
     *
     * @throws ConfigurationException if the address or the token cannot be used
     */
    InstanceApi api() {
        List<Setting> file = config == null ? List.of() : ConfigSources.file(config);
        HttpSettings settings = EffectiveConfig.of(List.of(file, ConfigSources.environment(System.getenv())))
                .http();
        Optional<String> token = tokenFile == null ? settings.token() : Optional.of(token(tokenFile));
        return new InstanceApi(address(settings), token);
    }

    private URI address(HttpSettings settings) {
        String text = url != null
                ? url
                : "http://" + settings.host() + ":" + (settings.port() > 0 ? settings.port() : DEFAULT_PORT);
        URI address = parse(text.endsWith("/") ? text : text + "/");
        boolean usable = address != null
                && address.getHost() != null
                && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
        if (!usable) {
            throw new ConfigurationException("--url " + text + ": is not a URL such as http://127.0.0.1:7600/");
        }
        return address;
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String token(Path file) {
        String token;
        try {
            token = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new ConfigurationException("--token-file " + file + ": cannot be read: " + e.getMessage());
        }
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw new ConfigurationException(
                    "--token-file " + file + ": must hold one word of printable ASCII and nothing else");
        }
        return token;
    }
}
