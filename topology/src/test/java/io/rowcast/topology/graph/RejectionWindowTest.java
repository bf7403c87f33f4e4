// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RejectionWindowTest {

    @Test
    void shouldSayTooManyWhenMoreThanTheShareWereRejected() {
        RejectionWindow window = new RejectionWindow(100, 0.5);
        applied(window, 50);
        assertThat(rejected(window, 50)).isFalse();
        assertThat(window.rejected("user: is empty")).isTrue();
        assertThat(window.describe())
                .isEqualTo(
                        "51 of the last 100 events (51%) could not be applied, most often (51) because of 'user: is empty'");
    }

    @Test
    void shouldSayNothingBeforeATenthOfTheWindowIsSeen() {
        RejectionWindow window = new RejectionWindow(100, 0.5);
        assertThat(rejected(window, 9)).isFalse();
        assertThat(window.rejected("x")).isTrue();
    }

    @Test
    void shouldForgetEventsWhenTheyLeaveTheWindow() {
        RejectionWindow window = new RejectionWindow(100, 0.5);
        applied(window, 60);
        assertThat(rejected(window, 40)).isFalse();
        applied(window, 100);
        assertThat(rejected(window, 50)).isFalse();
        assertThat(window.describe())
                .startsWith("50 of the last 100 events (50%)")
                .contains("(50)");
        assertThat(window.rejected("x")).isTrue();
    }

    @Test
    void shouldNeverSayTooManyWhenTheShareIsOne() {
        assertThat(rejected(new RejectionWindow(10, 1), 1000)).isFalse();
    }

    @Test
    void shouldNotAllowASingleOneWhenTheShareIsZero() {
        RejectionWindow window = new RejectionWindow(10, 0);
        assertThat(window.rejected("x")).isTrue();
    }

    @Test
    void shouldNameTheFirstByNameWhenTwoReasonsAreAsFrequent() {
        RejectionWindow window = new RejectionWindow(10, 1);
        assertThat(window.rejected("user: is missing")).isFalse();
        assertThat(window.rejected("item: is missing")).isFalse();
        assertThat(window.describe()).endsWith("most often (1) because of 'item: is missing'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user: is missing | user: is missing",
                "value: is not valid JSON at byte 12 in user: Unexpected character | value: is not valid JSON",
                "value: is not UTF-8 at byte 3 | value: is not UTF-8",
                "anything | anything"
            })
    void shouldLeaveOutWhatDiffersFromEventToEvent(String reason, String kind) {
        assertThat(RejectionWindow.kindOf(reason)).isEqualTo(kind);
    }

    private static void applied(RejectionWindow window, int events) {
        for (int i = 0; i < events; i++) {
            window.applied();
        }
    }

    private static boolean rejected(RejectionWindow window, int events) {
        boolean tooMany = false;
        for (int i = 0; i < events; i++) {
            tooMany |= window.rejected("user: is empty");
        }
        return tooMany;
    }
}
