// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.dlq;

import io.rowcast.app.load.ClientSettings;
import io.rowcast.topology.processor.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Sends dead letters back to where events come from, each once. A transaction holds some letters and, as the offsets of a
 * consumer group that exists for nothing else, the positions behind them; so a replay that is stopped or killed and begun
 * again goes on where it was. Each choice of letters has positions of its own.
 *
 * <p>A letter is sent with the key, value and headers of its event, and a header that counts its replays. The time of the record is
 * that of the replay, as the topic's retention would at once drop events of long ago.
 */
public final class LetterReplay {
    /** What the transactional ids and consumer groups of replays begin with, for access rules. */
    public static final String ID_PREFIX = "rowcast-replay-";

    private static final int MAX_TRANSACTION_LETTERS = 1000;

    /** Of letters passed over, the positions are kept less often. */
    private static final int MAX_TRANSACTION_PASSED = 100_000;

    private final Map<String, Object> clientProperties;
    private final String letters;
    private final String events;
    private final String id;

    /**
     * Which letters to replay.
     *
     * @param filter which letters are meant
     * @param maxReplays letters that were replayed this often stay where they are
     * @param limit most letters to send
     * @param again whether to begin with the oldest letter instead of behind the last one replayed
     */
    public record Choice(LetterFilter filter, int maxReplays, long limit, boolean again) {}

    /**
     * What came of a replay.
     *
     * @param sent letters sent back
     * @param passedOver letters that the filter does not accept
     * @param exhausted letters that were replayed too often already
     */
    public record Outcome(long sent, long passedOver, long exhausted) {}

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param letters the dead-letter topic
     * @param events the interactions topic
     * @param choiceName names the choice of letters: the same one continues where it was
     */
    public LetterReplay(Map<String, Object> clientProperties, String letters, String events, String choiceName) {
        this.clientProperties = Map.copyOf(clientProperties);
        this.letters = letters;
        this.events = events;
        this.id = ID_PREFIX + fingerprint(letters + "\n" + events + "\n" + choiceName);
    }

    /** Name of both the transactional id and the consumer group. */
    public String id() {
        return id;
    }

    /**
     * Tells what a replay would do.
     *
     * @throws DeadLetterException if the letters cannot be read
     */
    public Outcome tryOut(Choice choice) {
        try (DeadLetterReader reader = new DeadLetterReader(consumer(), letters)) {
            Run run = new Run(choice, null, null);
            reader.read(choice.again() ? Map.of() : positions(reader), run::letter);
            return run.outcome();
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /**
     * Replays.
     *
     * @throws DeadLetterException if letters cannot be read or sent; what was replayed before stays replayed
     */
    public Outcome replay(Choice choice) {
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(ClientSettings.transactionalProducer(clientProperties, id));
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            // Before the positions are read: it settles what an earlier replay left open.
            producer.initTransactions();
            ConsumerGroupMetadata group = consumer.groupMetadata();
            try (DeadLetterReader reader = new DeadLetterReader(consumer, letters)) {
                Run run = new Run(choice, producer, group);
                reader.read(choice.again() ? Map.of() : positions(reader), run::letter);
                run.commit();
                return run.outcome();
            }
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    private Map<TopicPartition, Long> positions(DeadLetterReader reader) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.committed(new HashSet<>(reader.partitions())).forEach((partition, offset) -> {
                if (offset != null) {
                    positions.put(partition, offset.offset());
                }
            });
        }
        return positions;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(ClientSettings.progressReader(clientProperties, id));
    }

    private DeadLetterException failure(KafkaException e) {
        Throwable cause = e;
        while (cause != null) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new DeadLetterException("another replay of the same letters has taken over", e);
            }
            cause = cause.getCause();
        }
        Throwable root = e.getCause() == null ? e : e.getCause();
        return new DeadLetterException(
                "letters of topic " + letters + " cannot be replayed to topic " + events + ": "
                        + (root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage()),
                e);
    }

    private static String fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** One replay, or with no producer what it would do. */
    private final class Run {
        private final Choice choice;
        private final KafkaProducer<byte[], byte[]> producer;
        private final ConsumerGroupMetadata group;
        private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        private boolean open;
        private int uncommitted;
        private int seen;
        private long sent;
        private long passedOver;
        private long exhausted;

        Run(Choice choice, KafkaProducer<byte[], byte[]> producer, ConsumerGroupMetadata group) {
            this.choice = choice;
            this.producer = producer;
            this.group = group;
        }

        boolean letter(DeadLetter letter) {
            if (sent >= choice.limit()) {
                return false;
            }
            if (!choice.filter().accepts(letter)) {
                passedOver++;
            } else if (letter.replays() >= choice.maxReplays()) {
                exhausted++;
            } else {
                send(letter);
                sent++;
                uncommitted++;
            }
            seen++;
            done.put(new TopicPartition(letters, letter.partition()), new OffsetAndMetadata(letter.offset() + 1));
            if (uncommitted >= MAX_TRANSACTION_LETTERS || seen >= MAX_TRANSACTION_PASSED) {
                commit();
            }
            return true;
        }

        private void send(DeadLetter letter) {
            if (producer == null) {
                return;
            }
            begin();
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(events, letter.key(), letter.value());
            letter.headers().forEach(record.headers()::add);
            record.headers()
                    .add(Origin.REPLAYS, Integer.toString(letter.replays() + 1).getBytes(StandardCharsets.UTF_8));
            // A send that fails makes the commit fail, so no callback is needed.
            Future<?> unused = producer.send(record);
        }

        private void begin() {
            if (!open) {
                producer.beginTransaction();
                open = true;
            }
        }

        void commit() {
            if (producer == null || done.isEmpty()) {
                return;
            }
            begin();
            producer.sendOffsetsToTransaction(Map.copyOf(done), group);
            producer.commitTransaction();
            open = false;
            uncommitted = 0;
            seen = 0;
            done.clear();
        }

        Outcome outcome() {
            return new Outcome(sent, passedOver, exhausted);
        }
    }
}
