// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.processor.TooManyBadEventsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that cannot be applied: where they go, and what is told about them. */
final class DeadLettersTest {
    @TempDir
    private Path stateDir;

    private TestDeployment deployment;
    private String interactions;

    @BeforeEach
    void start() {
        deployment = new TestDeployment(stateDir);
        interactions = deployment.topics().interactions();
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | value: is not valid JSON",
                "[] | value: is not a JSON object",
                "{\"item\":\"i1\"} | user: is missing",
                "{\"user\":\"u1\"} | item: is missing",
                "{\"user\":\"\",\"item\":\"i1\"} | user: is empty",
                "{\"user\":\"u1\",\"item\":\"i1\",\"weight\":-1} | weight: must be",
                "{\"user\":\"u1\",\"item\":\"i1\",\"op\":\"like\"} | op: must be"
            })
    void shouldSendTheEventAsItWasWithItsReason(String event, String reason) {
        deployment.add("u0", "i0");
        TestRecord<byte[], byte[]> bad = new TestRecord<>(bytes("key"), bytes(event));

        deployment.sendRaw(interactions, bad);

        assertThat(deployment.sent(deployment.topics().deadLetters()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.key()).isEqualTo(bytes("key"));
                    assertThat(letter.value()).isEqualTo(bytes(event));
                    assertThat(headers(letter).remove("rowcast.reason")).startsWith(reason);
                    assertThat(headers(letter))
                            .containsEntry("rowcast.topic", interactions)
                            .containsEntry("rowcast.partition", "0")
                            .containsEntry("rowcast.offset", "1")
                            .hasSize(4);
                });
        assertCounted(1, 1);
    }

    @Test
    void shouldSendATombstoneAsItWas() {
        deployment.sendRaw(interactions, new TestRecord<>(bytes("u1"), null));

        assertThat(deployment.sent(deployment.topics().deadLetters()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.value()).isNull();
                    assertThat(headers(letter)).containsEntry("rowcast.reason", "value: is null");
                });
        assertCounted(0, 1);
    }

    @Test
    void shouldTellTheOriginWhenTheEventWasSentOn() {
        Headers origin = new RecordHeaders()
                .add("rowcast.topic", bytes(interactions))
                .add("rowcast.partition", bytes("3"))
                .add("rowcast.offset", bytes("77"));

        deployment.sendRaw(
                deployment.topics().repartition(Topics.USER_EVENTS),
                new TestRecord<>(new byte[4], bytes("{}"), origin));

        assertThat(deployment.sent(deployment.topics().deadLetters()))
                .singleElement()
                .satisfies(letter -> assertThat(headers(letter))
                        .containsEntry("rowcast.topic", interactions)
                        .containsEntry("rowcast.partition", "3")
                        .containsEntry("rowcast.offset", "77"));
    }

    @Test
    void shouldNotBelieveTheOriginThatAProducerClaims() {
        Headers claimed = new RecordHeaders()
                .add("rowcast.topic", bytes("elsewhere"))
                .add("rowcast.reason", bytes("none"))
                .add("rowcast.offset", bytes("77"));

        deployment.sendRaw(interactions, new TestRecord<>(null, bytes("{}"), claimed));

        assertThat(deployment.sent(deployment.topics().deadLetters()))
                .singleElement()
                .satisfies(letter -> assertThat(headers(letter))
                        .containsEntry("rowcast.topic", interactions)
                        .containsEntry("rowcast.offset", "0")
                        .containsEntry("rowcast.reason", "user: is missing"));
    }

    @Test
    void shouldKeepTheNumberOfReplays() {
        Headers replayed = new RecordHeaders().add("rowcast.replays", bytes("2"));
        Headers claimed = new RecordHeaders().add("rowcast.replays", bytes("many"));

        deployment.sendRaw(interactions, new TestRecord<>(null, bytes("{}"), replayed));
        deployment.sendRaw(interactions, new TestRecord<>(null, bytes("{}"), claimed));

        List<TestRecord<byte[], byte[]>> letters =
                deployment.sent(deployment.topics().deadLetters());
        assertThat(headers(letters.get(0)))
                .containsEntry("rowcast.replays", "2")
                .hasSize(5);
        assertThat(headers(letters.get(1))).doesNotContainKey("rowcast.replays").hasSize(4);
    }

    @Test
    void shouldStopWhenTooManyEventsAreBad() {
        deployment.close();
        deployment = new TestDeployment(
                stateDir, ErrorsConfig.ERRORS_WINDOW_EVENTS_CONFIG, "100", ErrorsConfig.ERRORS_MAX_SHARE_CONFIG, "0.2");
        for (int i = 0; i < 100; i++) {
            deployment.add("u" + i, "i");
        }
        for (int i = 0; i < 20; i++) {
            deployment.sendRaw(interactions, new TestRecord<>(null, bytes(i % 5 == 0 ? "x" : "{}")));
        }
        assertCounted(100, 20);

        assertThatThrownBy(() -> deployment.sendRaw(interactions, new TestRecord<>(null, bytes("{}"))))
                .rootCause()
                .isInstanceOf(TooManyBadEventsException.class)
                .hasMessage(
                        "partition 0: 21 of the last 100 events (21%) could not be applied, most often (17) because of"
                                + " 'user: is missing', more than errors.max.share=0.2 allows; the last one was topic "
                                + interactions
                                + ", partition 0, offset 120");
    }

    private void assertCounted(long events, long deadLetters) {
        deployment.pass(Duration.ofMillis(500));
        assertThat(deployment.statistics().events()).isEqualTo(events);
        assertThat(deployment.statistics().deadLetters()).isEqualTo(deadLetters);
        assertThat(deployment.violations()).isEmpty();
    }

    private static Map<String, String> headers(TestRecord<byte[], byte[]> letter) {
        Map<String, String> headers = new TreeMap<>();
        letter.headers().forEach(header -> headers.put(header.key(), TestDeployment.text(header.value())));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
