// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.format.InteractionFormat;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.processor.InteractionRouter.Routed;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.InteractionJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router of partition 2 of 4. */
final class InteractionRouterTest {
    private static final int PARTITIONS = 4;
    private static final int OWN = 2;
    private static final byte[] KEY = {1};

    private final MockProcessorContext<byte[], Routed> context =
            new MockProcessorContext<>(properties(), new TaskId(0, OWN), null);

    @Test
    void shouldPassAnEventOnAsItIsWhenItsUserIsHere() {
        Headers headers = new RecordHeaders().add("trace", new byte[] {7});
        byte[] event = InteractionJson.encode(Interaction.add(user(OWN), "i7"));
        Record<byte[], Routed> routed = route(event, headers).get(0);
        assertThat(routed.value().here()).isTrue();
        assertThat(routed.value().event().interaction()).isEqualTo(Interaction.add(user(OWN), "i7"));
        assertThat(routed.key()).isSameAs(KEY);
        assertThat(routed.timestamp()).isEqualTo(99);
        assertThat(routed.headers()).isEqualTo(headers);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldAddressAnEventToThePartitionOfItsUserWhenThatIsAnother(int partition) {
        Headers headers = new RecordHeaders().add(Origin.TOPIC, new byte[] {7});
        byte[] event = InteractionJson.encode(Interaction.remove(user(partition), "i7"));
        List<Record<byte[], Routed>> routed = route(event, headers);
        assertThat(routed).hasSize(1);
        assertThat(routed.get(0).value().here()).isFalse();
        assertThat(routed.get(0).value().event().raw()).isSameAs(event);
        assertThat(ByteBuffer.wrap(routed.get(0).key()).getInt()).isEqualTo(partition);
        assertThat(routed.get(0).timestamp()).isEqualTo(99);
        assertThat(header(routed.get(0), Origin.TOPIC)).isEqualTo("events");
        assertThat(header(routed.get(0), Origin.PARTITION)).isEqualTo("2");
        assertThat(header(routed.get(0), Origin.OFFSET)).isEqualTo("1234");
        assertThat(routed.get(0).headers().toArray()).hasSize(3);
    }

    @Test
    void shouldAddressAnEventToAllPartitionsWhenAnItemIsForgotten() {
        List<Record<byte[], Routed>> routed =
                route(InteractionJson.encode(Interaction.forgetItem("i7")), new RecordHeaders());
        assertThat(routed)
                .extracting(record -> record.value().here()
                        ? OWN
                        : ByteBuffer.wrap(record.key()).getInt())
                .containsExactly(0, 1, 2, 3);
        assertThat(routed).filteredOn(record -> record.value().here()).hasSize(1);
    }

    @Test
    void shouldKeepABadEventHereWhenItNamesNoUser() {
        byte[] event = {'{'};
        List<Record<byte[], Routed>> routed = route(event, new RecordHeaders());
        assertThat(routed).hasSize(1);
        assertThat(routed.get(0).value().here()).isTrue();
        assertThat(routed.get(0).value().event().interaction()).isNull();
        assertThat(routed.get(0).value().event().problem()).startsWith("value: is not valid JSON");
        assertThat(routed.get(0).value().event().raw()).isSameAs(event);
    }

    @Test
    void shouldRefuseAnEventOnceWhenItsTimeIsFarAheadOfItsRecord() {
        for (long timestamp : new long[] {100 + 86_400_000, Long.MAX_VALUE}) {
            Interaction ahead = new Interaction(Op.FORGET, null, "i7", 1, timestamp);
            List<Record<byte[], Routed>> routed = route(InteractionJson.encode(ahead), new RecordHeaders());
            assertThat(routed).hasSize(1);
            assertThat(routed.get(0).value().event().problem()).startsWith("timestamp: ");
            context.resetForwards();
        }
        Interaction just = new Interaction(Op.FORGET, null, "i7", 1, 99 + 86_400_000);
        assertThat(route(InteractionJson.encode(just), new RecordHeaders())).hasSize(PARTITIONS);
    }

    @Test
    void shouldRouteEachInteractionOfAForeignRecordAsOurOwnJson() {
        Interaction here = Interaction.add(user(OWN), "i7");
        Interaction elsewhere = Interaction.remove(user(0), "i7");
        Interaction everywhere = Interaction.forgetItem("i8");
        InteractionFormat format =
                (record, interactions) -> List.of(here, elsewhere, everywhere).forEach(interactions);
        Headers headers = new RecordHeaders().add("trace", new byte[] {7});

        List<Record<byte[], Routed>> routed = route(() -> format, new byte[] {1, 2}, headers);

        assertThat(routed)
                .extracting(record -> record.value().event().interaction())
                .containsExactly(here, elsewhere, everywhere, everywhere, everywhere, everywhere);
        assertThat(routed.get(1).value().here()).isFalse();
        assertThat(routed.get(1).value().event().value()).isEqualTo(InteractionJson.encode(elsewhere));
        assertThat(ByteBuffer.wrap(routed.get(1).key()).getInt()).isZero();
        assertThat(header(routed.get(1), Origin.OFFSET)).isEqualTo("1234");
        // So that its dead letter, if it comes to that, is replayed as what it is.
        assertThat(header(routed.get(1), Origin.FORMAT)).isEqualTo(Origin.OWN_JSON);
        assertThat(routed.get(1).headers().toArray()).hasSize(4);
    }

    @Test
    void shouldAgreeWithTheDefaultPartitionerWhenEventsAreKeyedByUser() {
        for (int i = 0; i < 1000; i++) {
            String user = (i % 3 == 0 ? "käse" : "u") + i;
            assertThat(InteractionRouter.userPartition(user, 7))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(user.getBytes(StandardCharsets.UTF_8), 7));
        }
    }

    @Test
    void shouldSendARecordToThePartitionItsKeyNames() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(PartitionKey.partitioner().partitions("t", PartitionKey.encode(partition), null, PARTITIONS))
                    .isEqualTo(Optional.of(Set.of(partition)));
        }
    }

    @Test
    void shouldRefuseAKeyWhenItNamesNoPartition() {
        for (byte[] key : new byte[][] {{}, {1}, PartitionKey.encode(-1), PartitionKey.encode(PARTITIONS)}) {
            assertThatThrownBy(() -> PartitionKey.partitioner().partitions("t", key, null, PARTITIONS))
                    .isInstanceOf(CorruptRecordException.class);
        }
    }

    private List<Record<byte[], Routed>> route(byte[] event, Headers headers) {
        return route(null, event, headers);
    }

    private List<Record<byte[], Routed>> route(Supplier<InteractionFormat> format, byte[] event, Headers headers) {
        context.setRecordMetadata("events", OWN, 1234);
        InteractionRouter router = new InteractionRouter(PARTITIONS, format);
        router.init(context);
        router.process(new Record<>(KEY, event, 99, headers));
        List<Record<byte[], Routed>> routed = new ArrayList<>();
        context.forwarded().forEach(forward -> routed.add(recordOf(forward)));
        return routed;
    }

    private static Properties properties() {
        // Not used here, but Kafka Streams warns while it is off.
        Properties properties = new Properties();
        properties.put("processing.exception.handler.global.enabled", "true");
        return properties;
    }

    private static Record<byte[], Routed> recordOf(
            MockProcessorContext.CapturedForward<? extends byte[], ? extends Routed> forward) {
        return new Record<>(
                forward.record().key(),
                forward.record().value(),
                forward.record().timestamp(),
                forward.record().headers());
    }

    /** A user of a partition. */
    private static String user(int partition) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "u" + i)
                .filter(user -> InteractionRouter.userPartition(user, PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static String header(Record<byte[], Routed> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
