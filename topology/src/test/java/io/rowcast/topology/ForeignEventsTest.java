// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rowcast.topology.format.EventRecord;
import io.rowcast.topology.format.FormatUnavailableException;
import io.rowcast.topology.format.InteractionFormat;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.processor.Origin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of other formats through the whole topology. */
final class ForeignEventsTest {
    @TempDir
    private Path stateDir;

    private TestDeployment deployment;

    @AfterEach
    void close() {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void shouldApplyAllInteractionsOfARecordAndCountRecordsWithoutAny() {
        start("interactions.format", "pointers", "interactions.pointer.item", "/items/*/sku");

        send("{'user':'u','items':[{'sku':'a'},{'sku':'b'}]}");
        send("{'user':'u','items':[]}");
        send("{'user':'u','items':[{'sku':'a'}],'op':'remove'}");

        deployment.pass(Duration.ofMillis(500));
        assertThat(deployment.edgeList()).containsExactly("u\tb");
        assertThat(deployment.statistics().events()).isEqualTo(4);
        assertThat(deployment.statistics().unchanged()).isEqualTo(1);
        assertThat(deployment.statistics().deadLetters()).isZero();
        assertThat(deployment.violations()).isEmpty();
    }

    @Test
    void shouldFollowATable() {
        start("interactions.format", "debezium");
        String row = "{'user_id':1,'item_id':'%s'}";

        send("{'op':'c','before':null,'after':" + row.formatted("a") + "}");
        send("{'op':'c','before':null,'after':" + row.formatted("b") + "}");
        send("{'op':'u','before':" + row.formatted("a") + ",'after':" + row.formatted("c") + "}");
        send("{'op':'d','before':" + row.formatted("b") + ",'after':null}");
        deployment.sendRaw(deployment.topics().interactions(), new TestRecord<>(bytes("{}"), null));

        deployment.pass(Duration.ofMillis(500));
        assertThat(deployment.edgeList()).containsExactly("1\tc");
        assertThat(deployment.statistics().deadLetters()).isZero();
        assertThat(deployment.violations()).isEmpty();
    }

    @Test
    void shouldApplyNothingOfARecordAndSendItAsItWasWhenOneInteractionIsBad() {
        start("interactions.format", "pointers", "interactions.pointer.item", "/items/*");
        String event = "{'user':'u','items':['a','']}";
        Headers headers = new RecordHeaders().add("trace", bytes("7")).add("rowcast.replays", bytes("1"));

        deployment.sendRaw(deployment.topics().interactions(), new TestRecord<>(bytes("key"), bytes(event), headers));
        send("{'user':'u','items':['a'],'timestamp':" + Long.MAX_VALUE / 2 + "}");

        List<TestRecord<byte[], byte[]>> letters =
                deployment.sent(deployment.topics().deadLetters());
        assertThat(letters).hasSize(2);
        assertThat(letters.get(0).key()).isEqualTo(bytes("key"));
        assertThat(letters.get(0).value()).isEqualTo(bytes(event));
        assertThat(headers(letters.get(0)))
                .containsEntry("rowcast.reason", "item: is empty")
                .containsEntry("rowcast.offset", "0")
                .containsEntry("rowcast.replays", "1")
                .containsEntry("trace", "7")
                .hasSize(6);
        assertThat(headers(letters.get(1)).get("rowcast.reason")).startsWith("timestamp: is more than a day ahead");
        deployment.pass(Duration.ofMillis(500));
        assertThat(deployment.statistics().deadLetters()).isEqualTo(2);
        assertThat(deployment.edgeList()).isEmpty();
    }

    @Test
    void shouldReadRowcastsOwnJsonWhenAnEventSaysThatItIs() {
        start("interactions.format", "protobuf");
        Headers own = Origin.markOwnJson(new RecordHeaders());
        String interactions = deployment.topics().interactions();

        deployment.sendRaw(interactions, new TestRecord<>(null, bytes("{'user':'u','item':'i'}"), own));
        deployment.sendRaw(interactions, new TestRecord<>(null, bytes("{'user':'u','item':'i'}")));
        deployment.sendRaw(interactions, new TestRecord<>(null, bytes("{}"), own));

        assertThat(deployment.edgeList()).containsExactly("u\ti");
        List<TestRecord<byte[], byte[]>> letters =
                deployment.sent(deployment.topics().deadLetters());
        assertThat(headers(letters.get(0))).doesNotContainKey("rowcast.format");
        // So that it is read as that once it is replayed.
        assertThat(headers(letters.get(1)))
                .containsEntry("rowcast.format", "json")
                .containsEntry("rowcast.reason", "user: is missing");
    }

    @Test
    void shouldGoOnWhenAFormatFails() {
        start("interactions.format", Odd.class.getName(), "interactions.format.options", "word = ok,other=1");

        send("throw");
        send("overflow");
        send("null");
        send("op");
        send("ok");

        assertThat(deployment.sent(deployment.topics().deadLetters()))
                .extracting(letter -> headers(letter).get("rowcast.reason"))
                .containsExactly(
                        "value: the format fails: java.lang.IllegalStateException: one?line",
                        "value: the format fails: java.lang.StackOverflowError",
                        "value: the format fails: null",
                        "op: is missing");
        assertThat(deployment.edgeList()).containsExactly("u\ti");
    }

    @Test
    void shouldStopWhenAFormatIsUnavailable() {
        start("interactions.format", Odd.class.getName());

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> send("down"))
                .withRootCauseInstanceOf(FormatUnavailableException.class);
        assertThat(deployment.sent(deployment.topics().deadLetters())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "interactions.format, no.such.Format, interactions.format",
        "interactions.format, java.lang.String, interactions.format",
        "interactions.format, io.rowcast.topology.format.InteractionFormat, interactions.format",
        "interactions.format, avro, schema.registry.url",
        "interactions.pointer.user, /id, interactions.format=json",
        "schema.registry.url, registry:8081, schema.registry.url",
        "interactions.format.options, none, interactions.format.options"
    })
    void shouldNameTheKeyWhenThereIsNoSuchFormatOrItCannotBeUsed(String key, String value, String named) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> TestDeployment.config(key, value))
                .withMessageContaining(named);
    }

    private void start(String... settings) {
        deployment = new TestDeployment(stateDir, settings);
    }

    private void send(String event) {
        deployment.sendRaw(deployment.topics().interactions(), new TestRecord<>(null, bytes(event)));
    }

    private static Map<String, String> headers(TestRecord<byte[], byte[]> letter) {
        Map<String, String> headers = new TreeMap<>();
        letter.headers().forEach(header -> headers.put(header.key(), TestDeployment.text(header.value())));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** Does what no format should. */
    public static final class Odd implements InteractionFormat {
        private String word = "";

        @Override
        public void configure(Map<String, String> settings) {
            word = settings.getOrDefault("word", "");
        }

        @Override
        public void decode(EventRecord record, Consumer<Interaction> interactions) {
            String value = new String(record.value(), StandardCharsets.UTF_8);
            switch (value) {
                case "throw" -> throw new IllegalStateException("one\nline");
                case "overflow" -> throw new StackOverflowError();
                case "null" -> interactions.accept(null);
                case "op" -> interactions.accept(new Interaction(null, "u", "i", 1, 1));
                case "down" -> throw new FormatUnavailableException("down", null);
                default -> interactions.accept(Interaction.add("u", value.equals(word) ? "i" : "other"));
            }
        }
    }
}
