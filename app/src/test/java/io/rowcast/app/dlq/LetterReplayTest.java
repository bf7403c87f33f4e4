// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.broker.BrokerFixture;
import io.rowcast.app.dlq.LetterReplay.Choice;
import io.rowcast.app.dlq.LetterReplay.Outcome;
import io.rowcast.app.load.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Letters in three partitions, replayed into an interactions topic on a real broker. */
@Timeout(120)
final class LetterReplayTest {
    @RegisterExtension
    private static final BrokerFixture BROKER = new BrokerFixture();

    private static final LetterFilter ANY = new LetterFilter("", 0);
    private static final int LETTERS = 2500;

    private String letters;
    private String events;

    @BeforeEach
    void createTopics() throws Exception {
        letters = BROKER.newTopic(3, Map.of());
        events = BROKER.newTopic(2, Map.of());
    }

    @Test
    void shouldSendEachLetterOnceWithKeyValueAndHeadersWhenReplayedTwice() {
        write(LETTERS, 0, "user: is missing");
        assertThat(replay("all", all())).isEqualTo(new Outcome(LETTERS, 0, 0));
        assertThat(replay("all", all())).isEqualTo(new Outcome(0, 0, 0));

        List<ConsumerRecord<byte[], byte[]>> replayed = BROKER.read(events, "read_committed");
        assertThat(replayed).hasSize(LETTERS);
        assertThat(replayed).extracting(record -> text(record.value())).doesNotHaveDuplicates();
        assertThat(replayed).allSatisfy(record -> {
            assertThat(text(record.value())).isEqualTo("value of " + text(record.key()));
            assertThat(record.headers().toArray()).hasSize(2);
            assertThat(text(record.headers().lastHeader("content-type").value()))
                    .isEqualTo("text/plain");
            assertThat(header(record)).isEqualTo("1");
        });
    }

    @Test
    void shouldGoOnBehindTheLastLetterWhenALimitEndedTheReplay() {
        write(LETTERS, 0, "user: is missing");
        Choice few = new Choice(ANY, 3, 1100, false);
        assertThat(replay("all", few).sent()).isEqualTo(1100);
        assertThat(replay("all", few).sent()).isEqualTo(1100);
        assertThat(replay("all", few).sent()).isEqualTo(300);
        assertEachOnce(LETTERS);
    }

    @Test
    void shouldGoOnWithWhatWasCommittedWhenAReplayIsCutOffInTheMiddle() {
        write(LETTERS, 0, "user: is missing");
        LetterReplay replay = new LetterReplay(BROKER.clientProperties(), letters, events, "all");
        // As a killed replay leaves it: one transaction done, another begun and never ended.
        assertThat(replay("all", new Choice(ANY, 3, 1000, false)).sent()).isEqualTo(1000);
        try (KafkaProducer<byte[], byte[]> killed =
                new KafkaProducer<>(ClientSettings.transactionalProducer(BROKER.clientProperties(), replay.id()))) {
            killed.initTransactions();
            killed.beginTransaction();
            Future<?> unused = killed.send(new ProducerRecord<>(events, bytes("v1500"), bytes("value of v1500")));
            killed.flush();

            assertThat(replay.replay(all()).sent()).isEqualTo(LETTERS - 1000);

            assertThatThrownBy(killed::commitTransaction).isInstanceOf(RuntimeException.class);
        }
        assertEachOnce(LETTERS);
    }

    @Test
    void shouldReplayOnlyWhatMatchesAndKeepPositionsByChoice() {
        write(10, 0, "user: is missing");
        write(20, 0, "value: is not valid JSON at byte 3: x");
        Choice json = new Choice(new LetterFilter("NOT VALID", 0), 3, Long.MAX_VALUE, false);
        assertThat(replay("json", json)).isEqualTo(new Outcome(20, 10, 0));
        assertThat(replay("json", json)).isEqualTo(new Outcome(0, 0, 0));
        assertThat(replay("all", all())).isEqualTo(new Outcome(30, 0, 0));
        assertThat(replay("json", new Choice(json.filter(), 3, Long.MAX_VALUE, true)))
                .isEqualTo(new Outcome(20, 10, 0));
    }

    @Test
    void shouldLeaveLettersAloneWhenTheyWereReplayedTooOften() {
        write(5, 2, "user: is missing");
        write(7, 3, "user: is missing");
        assertThat(replay("all", all())).isEqualTo(new Outcome(5, 0, 7));
        assertThat(BROKER.read(events, "read_committed"))
                .hasSize(5)
                .allSatisfy(record -> assertThat(header(record)).isEqualTo("3"));
    }

    @Test
    void shouldSendNothingAndKeepNoPositionWhenTriedOut() {
        write(10, 0, "user: is missing");
        LetterReplay replay = new LetterReplay(BROKER.clientProperties(), letters, events, "all");
        assertThat(replay.tryOut(all())).isEqualTo(new Outcome(10, 0, 0));
        assertThat(replay.tryOut(all())).isEqualTo(new Outcome(10, 0, 0));
        assertThat(BROKER.read(events, "read_uncommitted")).isEmpty();
    }

    @Test
    void shouldSayWhichTopicIsMissing() {
        LetterReplay replay = new LetterReplay(BROKER.clientProperties(), "none-such", events, "all");
        assertThatThrownBy(() -> replay.replay(all()))
                .isInstanceOf(DeadLetterException.class)
                .hasMessage("topic none-such does not exist");
    }

    @Test
    void shouldShowEveryLetterAndStopWhenAsked() {
        write(30, 1, "user: is missing");
        List<DeadLetter> read = new ArrayList<>();
        try (DeadLetterReader reader = new DeadLetterReader(BROKER.clientProperties(), letters)) {
            reader.read(letter -> read.add(letter) && read.size() < 25);
        }
        assertThat(read).hasSize(25).allSatisfy(letter -> {
            assertThat(letter.reason()).isEqualTo("user: is missing");
            assertThat(letter.origin()).matches("events 1:\\d+");
            assertThat(letter.replays()).isEqualTo(1);
        });
    }

    private Outcome replay(String name, Choice choice) {
        return new LetterReplay(BROKER.clientProperties(), letters, events, name).replay(choice);
    }

    private static Choice all() {
        return new Choice(ANY, 3, Long.MAX_VALUE, false);
    }

    private void assertEachOnce(int count) {
        assertThat(BROKER.read(events, "read_committed"))
                .hasSize(count)
                .extracting(record -> text(record.value()))
                .doesNotHaveDuplicates();
    }

    private void write(int count, int replays, String reason) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(ClientSettings.producer(BROKER.clientProperties()))) {
            for (int i = 0; i < count; i++) {
                ProducerRecord<byte[], byte[]> letter =
                        new ProducerRecord<>(letters, i % 3, bytes("v" + i), bytes("value of v" + i));
                letter.headers()
                        .add("content-type", bytes("text/plain"))
                        .add("rowcast.reason", bytes(reason))
                        .add("rowcast.topic", bytes("events"))
                        .add("rowcast.partition", bytes("1"))
                        .add("rowcast.offset", bytes(Integer.toString(i)));
                if (replays > 0) {
                    letter.headers().add("rowcast.replays", bytes(Integer.toString(replays)));
                }
                Future<?> unused = producer.send(letter);
            }
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("rowcast.replays");
        return text(header.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
