// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpreadTest {

    @Test
    void shouldTakeTheMiddleWhenTheNumberIsOdd() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(4, 1, 9));
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddleWhenTheNumberIsEven() {
        assertThat(Spread.of(List.of(8.0, 1.0, 4.0, 2.0))).isEqualTo(new Spread(3, 1, 8));
    }

    @Test
    void shouldNotBeANumberWhenOneCouldNotBeMeasured() {
        assertThat(Spread.of(List.of(1.0, Double.NaN)).median()).isNaN();
    }

    @Test
    void shouldRefuseWhenThereIsNothing() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldCompareMediansAndEachRoundWhenRatesAreDivided() {
        Ratio ratio = Ratio.of(List.of(10.0, 30.0, 20.0), List.of(40.0, 50.0, 100.0));

        assertThat(ratio).isEqualTo(new Ratio(20.0 / 50, 0.2, 0.6));
    }

    @Test
    void shouldRefuseWhenRoundsDoNotPair() {
        assertThatThrownBy(() -> Ratio.of(List.of(1.0), List.of(1.0, 2.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
