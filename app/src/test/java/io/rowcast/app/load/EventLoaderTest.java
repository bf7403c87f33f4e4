// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rowcast.app.broker.BrokerFixture;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InteractionJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventLoaderTest {
    @RegisterExtension
    private static final BrokerFixture BROKER = new BrokerFixture();

    @TempDir
    private Path directory;

    private final List<String> reported = new ArrayList<>();
    private long startedMs;
    private final LoadListener listener = new LoadListener() {
        @Override
        public void sourceStarted(String name, long totalBytes) {
            startedMs = System.currentTimeMillis();
            reported.add("started " + totalBytes);
        }

        @Override
        public void progress(long bytesRead, long events) {
            assertThat(bytesRead).isNotNegative();
        }

        @Override
        public void malformed(String source, long line, String reason) {
            reported.add(line + ": " + reason);
        }

        @Override
        public void finished(LoadSummary summary) {
            reported.add("finished " + summary.events() + " " + summary.interrupted());
        }
    };

    private String topic;

    @BeforeEach
    void createTopic() throws Exception {
        topic = BROKER.newTopic(3, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"plain,false", "gzip,false", "zstd,false", "plain,true", "gzip,true", "zstd,true"})
    void shouldProduceEveryEventWhenLoaded(String compression, boolean resume) throws Exception {
        StringBuilder text = new StringBuilder("user,item\n");
        for (int i = 0; i < 20_000; i++) {
            text.append('u').append(i % 1000).append(",i").append(i).append('\n');
        }
        byte[] stored = InputSourceTest.compress(compression, text.toString());
        LoadSummary summary = load(resume, write("a.csv", stored));

        assertThat(summary.lines()).isEqualTo(20_001);
        assertThat(summary.events()).isEqualTo(20_000);
        assertThat(summary.malformed()).isZero();
        assertThat(summary.alreadyLoaded()).isZero();
        assertThat(summary.bytes()).isEqualTo(stored.length);
        assertThat(summary.seconds()).isPositive();
        assertThat(summary.interrupted()).isFalse();
        assertThat(reported).containsExactly("started " + stored.length, "finished 20000 false");
        List<Interaction> events = committed();
        assertThat(events).hasSize(20_000);
        assertThat(events.stream().map(Interaction::item)).doesNotHaveDuplicates();
        assertThat(events.stream().filter(event -> event.user().equals("u7")).map(Interaction::item))
                .as("the order of a user's events")
                .containsExactly(IntStream.range(0, 20)
                        .mapToObj(i -> "i" + (7 + 1000 * i))
                        .toArray(String[]::new));
    }

    @Test
    void shouldKeyByUserWhenThereIsOne() throws Exception {
        load(false, write("a.jsonl", """
                        {"user":"ü","item":"i","weight":2,"timestamp":5}
                        {"item":"i","op":"forget"}
                        {"user":"ü","op":"forget"}
                        """.getBytes(StandardCharsets.UTF_8)));

        List<String> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : BROKER.read(topic, "read_committed")) {
            String key = record.key() == null ? "none" : new String(record.key(), StandardCharsets.UTF_8);
            records.add(key + " " + new String(record.value(), StandardCharsets.UTF_8));
            assertThat(record.timestamp()).as("time of producing").isGreaterThan(1_600_000_000_000L);
        }
        assertThat(records)
                .containsExactlyInAnyOrder(
                        "ü {\"user\":\"ü\",\"item\":\"i\",\"weight\":2.0,\"timestamp\":5}",
                        "none {\"item\":\"i\",\"op\":\"forget\"}",
                        "ü {\"user\":\"ü\",\"op\":\"forget\"}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReportAndSkipWhenLinesAreMalformed(boolean resume) throws Exception {
        LoadSummary summary = load(resume, write("a.csv", "u1,i1\nbad\nu2,i2\n,i3\n"));

        assertThat(summary.events()).isEqualTo(2);
        assertThat(summary.malformed()).isEqualTo(2);
        assertThat(reported)
                .containsExactly(
                        "started 20", "2: has 1 column instead of 2 to 4", "4: user: is empty", "finished 2 false");
        assertThat(committed()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEndBehindLastGoodLineWhenMalformedIsFatal(boolean resume) throws Exception {
        InputSource source = write("a.csv", "u1,i1\nu2,i2\nbad\nu3,i3\n");
        try (EventLoader loader = loader(new LoadOptions(0, true, resume, 1000))) {
            assertThatThrownBy(() -> loader.load(List.of(source)))
                    .isInstanceOf(LoadException.class)
                    .hasMessage(source.name() + ", line 3: has 1 column instead of 2 to 4");
        }

        assertThat(reported).endsWith("3: has 1 column instead of 2 to 4", "finished 2 true");
        await().untilAsserted(() -> assertThat(committed()).hasSize(2));
    }

    @Test
    void shouldNamePlaceWhenCompressedDataEndsTooEarly() throws Exception {
        byte[] stored = InputSourceTest.compress("gzip", "u1,i1\n".repeat(10_000));
        InputSource source = write("a.csv.gz", Arrays.copyOf(stored, stored.length - 8));
        try (EventLoader loader = loader(LoadOptions.defaults())) {
            assertThatThrownBy(() -> loader.load(List.of(source)))
                    .isInstanceOf(LoadException.class)
                    .hasMessageMatching(".*a\\.csv\\.gz, behind line \\d+: the compressed data ends too early");
        }
    }

    @Test
    void shouldLoadAllInputsWhenThereAreSeveral() throws Exception {
        InputSource stream = InputSource.ofStream(
                "pipe",
                InputFormat.JSONL,
                new ByteArrayInputStream("{\"user\":\"u\",\"item\":\"i\"}\n".getBytes(StandardCharsets.UTF_8)));
        LoadSummary summary = load(false, write("a.csv", "u1,i1\nu2,i2\n"), write("b.tsv", "u3\ti3\n"), stream);

        assertThat(summary.events()).isEqualTo(4);
        assertThat(summary.lines()).isEqualTo(4);
        assertThat(summary.bytes()).isEqualTo(12 + 6 + 24);
        assertThat(reported).containsExactly("started 12", "started 6", "started -1", "finished 4 false");
        assertThat(committed()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepRateWhenLimited(boolean resume) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("u,i").append(i).append('\n');
        }
        try (EventLoader loader = loader(new LoadOptions(1500, false, resume, 1000))) {
            LoadSummary summary = loader.load(List.of(write("a.csv", text.toString())));
            assertThat(summary.seconds()).isBetween(1.8, 10.0);
        }
        long[] times = BROKER.read(topic, "read_committed").stream()
                .mapToLong(ConsumerRecord::timestamp)
                .sorted()
                .toArray();
        assertThat(times).hasSize(3000);
        for (int event = 0; event < times.length; event++) {
            // One that is late for want of a processor may be made up for, but none may be early.
            assertThat(times[event] - startedMs)
                    .as("ms until event " + event)
                    .isGreaterThanOrEqualTo(event * 2L / 3 - 2);
        }
    }

    @Test
    void shouldEndWithOneMessageWhenTopicDoesNotExist() throws Exception {
        InputSource source = write("a.csv", "u,i\n");
        try (EventLoader loader =
                new EventLoader(BROKER.clientProperties(), "unknown", LoadOptions.defaults(), listener)) {
            assertThatThrownBy(() -> loader.load(List.of(source)))
                    .isInstanceOf(LoadException.class)
                    .hasMessage("topic unknown does not exist");
        }
    }

    @Test
    void shouldEndWithOneMessageWhenResumeNeedsFile() {
        InputSource stream = InputSource.ofStream("pipe", InputFormat.CSV, new ByteArrayInputStream(new byte[0]));
        assertThatThrownBy(() -> load(true, stream))
                .isInstanceOf(LoadException.class)
                .hasMessage("pipe: only regular files can be loaded with resume");
    }

    private LoadSummary load(boolean resume, InputSource... inputs) {
        try (EventLoader loader = loader(new LoadOptions(0, false, resume, 1000))) {
            return loader.load(List.of(inputs));
        }
    }

    private EventLoader loader(LoadOptions options) {
        return new EventLoader(BROKER.clientProperties(), topic, options, listener);
    }

    private InputSource write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private InputSource write(String name, byte[] stored) throws IOException {
        return InputSource.of(Files.write(directory.resolve(name), stored));
    }

    private List<Interaction> committed() throws Exception {
        List<Interaction> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : BROKER.read(topic, "read_committed")) {
            events.add(InteractionJson.decode(record.value()));
        }
        return events;
    }
}
