// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.app.config.ConfigSources;
import io.rowcast.app.config.ConfigurationException;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.config.Setting;
import io.rowcast.app.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The log file as configuration has it. */
final class LogsTest {
    @TempDir
    private Path directory;

    @AfterEach
    void restore() throws Exception {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void shouldTakeLevelsOfSingleLoggersWhenTheyAreGiven() throws Exception {
        open("log.level", "warn", "log.level.io.rowcast.test", "debug", "log.level.org.apache.kafka", "error");

        LoggerFactory.getLogger("io.rowcast.test.Inner").debug("shown");
        LoggerFactory.getLogger("io.rowcast.other").info("hidden");
        LoggerFactory.getLogger("org.apache.kafka.clients").warn("hidden too");

        assertThat(lines()).singleElement().asString().contains("DEBUG", "io.rowcast.test.Inner: shown");
    }

    @Test
    void shouldWriteOneObjectALineWhenTheFormatIsJson() throws Exception {
        open("log.format", "json");

        LoggerFactory.getLogger("io.rowcast.test").info("two \"words\"\nand {}", 7, new IllegalStateException("why"));
        LoggerFactory.getLogger("io.rowcast.test").info("next");

        assertThat(lines()).hasSize(2);
        JsonNode line = new ObjectMapper().readTree(lines().get(0));
        assertThat(line.get("level").asText()).isEqualTo("INFO");
        assertThat(line.get("loggerName").asText()).isEqualTo("io.rowcast.test");
        assertThat(line.get("formattedMessage").asText()).isEqualTo("two \"words\"\nand 7");
        assertThat(line.get("throwable").get("message").asText()).isEqualTo("why");
        assertThat(line.get("timestamp").asLong()).isPositive();
    }

    @Test
    void shouldNameTheKeyWhenALevelIsNone() {
        assertThatThrownBy(() -> config("log.level.org.apache.kafka", "loud"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("log.level.org.apache.kafka = loud (flag --set): must be one of trace, ");
        assertThat(EffectiveConfig.of(
                                List.of(ConfigSources.environment(Map.of("ROWCAST_LOG_LEVEL_ORG_APACHE", "debug"))))
                        .loggerLevels())
                .isEqualTo(Map.of("org.apache", "debug"));
    }

    private void open(String... settings) throws Exception {
        Logs.open(new Home(directory), config(settings));
    }

    private static EffectiveConfig config(String... settings) {
        List<Setting> flags = new ArrayList<>();
        for (int i = 0; i < settings.length; i += 2) {
            flags.add(ConfigSources.flag("--set", settings[i], settings[i + 1]));
        }
        return EffectiveConfig.of(List.of(flags));
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(directory.resolve("logs/rowcast.log"));
    }
}
