// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class CutReadingTest {
    private static final TopicPartition INPUT = new TopicPartition("events", 0);
    private static final TopicPartition STORE = new TopicPartition("store-changelog", 1);

    private static CutReading reading(long storeEnd, long storeEndUncommitted, long lag) {
        return new CutReading(
                1,
                Map.of(INPUT, 10L, STORE, storeEnd),
                Map.of(INPUT, 10L, STORE, storeEndUncommitted),
                Map.of(INPUT, 10 - lag),
                Map.of(INPUT, lag));
    }

    @Test
    void shouldFindNothingWhenTwoLooksAreAlike() {
        assertThat(reading(5, 5, 0).unrest(reading(5, 5, 0))).isEmpty();
    }

    @Test
    void shouldNameTheTopicWhenRecordsAreLeft() {
        assertThat(reading(5, 5, 3).unrest(null)).containsExactly("events has a lag of 3");
    }

    @Test
    void shouldNameTheTopicWhenATransactionIsOpen() {
        assertThat(reading(5, 7, 0).unrest(reading(5, 7, 0)))
                .containsExactly("store-changelog has an open transaction");
    }

    @Test
    void shouldNameTheTopicWhenItGrew() {
        assertThat(reading(6, 6, 0).unrest(reading(5, 5, 0))).containsExactly("store-changelog is being written to");
    }
}
