// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationConverterTest {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "90s, PT1M30S", "10m, PT10M", "2h, PT2H"})
    void shouldConvertWhenUnitIsGiven(String text, Duration duration) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "0s", "-1s", "1 d", "1d"})
    void shouldRefuseWhenTextIsNoDuration(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("is not a duration");
    }
}
