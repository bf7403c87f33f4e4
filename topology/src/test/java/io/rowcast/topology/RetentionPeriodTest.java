// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetentionPeriodTest {

    @ParameterizedTest
    @CsvSource({"0,0", "90s,90", "15m,900", "12h,43200", "30d,2592000", "PT720H,2592000", "P30D,2592000", "PT0S,0"})
    void shouldReadWhatPeopleWrite(String text, long seconds) {
        assertThat(config(text).graphRetention()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "-1d", "1w", "1.5d", "PT0.5S", "-PT1H", "99999999d", "9999999999d", "off"})
    void shouldNameTheKeyWhenItIsNotARetention(String text) {
        assertThatThrownBy(() -> config(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("graph.retention");
    }

    private static ClusteringConfig config(String retention) {
        return new ClusteringConfig(Map.of("graph.retention", retention));
    }
}
