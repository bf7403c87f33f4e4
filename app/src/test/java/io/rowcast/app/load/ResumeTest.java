// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rowcast.app.broker.BrokerFixture;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InteractionJson;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
final class ResumeTest {
    private static final int LINES = 40_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    private static final BrokerFixture BROKER = new BrokerFixture();

    @TempDir
    private Path directory;

    private String topic;
    private Path file;

    @BeforeEach
    void createTopicAndFile() throws Exception {
        topic = BROKER.newTopic(2, Map.of());
        StringBuilder text = new StringBuilder("user,item\n");
        for (int i = 0; i < LINES; i++) {
            // Some malformed lines, which take line numbers but give no events.
            text.append(i % 100 == 7 ? "bad" : "u" + i % 500 + ",i" + i).append('\n');
        }
        file = Files.writeString(directory.resolve("events.csv"), text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldHoldEveryLineOnceWhenKilledAgainAndAgain(int seed) throws Exception {
        for (int kill = 1; kill <= 3; kill++) {
            int before = BROKER.read(topic, "read_uncommitted").size();
            int after = before + 100 + (seed * 7919 + kill * 104_729) % 5000;
            Process process = process(file.toString(), 20_000, 3000);
            try {
                await().atMost(PATIENCE)
                        .until(() -> !process.isAlive()
                                || (BROKER.read(topic, "read_uncommitted").size() >= after
                                        && !BROKER.read(topic, "read_committed").isEmpty()));
                assertThat(process.isAlive()).as(output()).isTrue();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        LoadSummary summary = resume();

        assertThat(summary.alreadyLoaded()).isPositive();
        assertThat(summary.alreadyLoaded() + summary.events()).isEqualTo(LINES - LINES / 100);
        assertEveryLineOnce();
    }

    @Test
    void shouldDropWhatWasNotCommittedWhenTransactionWasLeftOpen() throws Exception {
        try (EventLoader first = loader(2000)) {
            CompletableFuture<LoadSummary> load = CompletableFuture.supplyAsync(() -> first.load(sources()));
            await().atMost(PATIENCE)
                    .until(() -> !BROKER.read(topic, "read_committed").isEmpty());
            first.stop();
            assertThat(load.get().interrupted()).isTrue();
        }
        Map<String, Object> settings = ClientSettings.transactionalProducer(
                BROKER.clientProperties(), EventLoader.resumeId(InputSource.of(file), topic));
        try (KafkaProducer<byte[], byte[]> dangling = new KafkaProducer<>(settings)) {
            dangling.initTransactions();
            int committed = BROKER.read(topic, "read_committed").size();
            dangling.beginTransaction();
            for (int i = 0; i < 10; i++) {
                Future<?> unused = dangling.send(
                        new ProducerRecord<>(topic, InteractionJson.encode(Interaction.add("left", "open" + i))));
            }
            dangling.flush();
            LoadSummary summary = resume();

            assertThat(summary.alreadyLoaded()).isEqualTo(committed);
            assertEveryLineOnce();
            assertThatThrownBy(dangling::commitTransaction).isInstanceOf(KafkaException.class);
        }
    }

    @Test
    void shouldLoadNothingWhenAllWasLoadedBefore() throws Exception {
        resume();
        LoadSummary again = resume();

        assertThat(again.events()).isZero();
        assertThat(again.lines()).isZero();
        assertThat(again.alreadyLoaded()).isEqualTo(LINES - LINES / 100);
        assertThat(again.bytes()).isEqualTo(Files.size(file));
        assertEveryLineOnce();
    }

    @Test
    void shouldHandOverWhenAnotherLoadOfSameFileBegins() throws Exception {
        try (EventLoader first = loader(2000)) {
            CompletableFuture<LoadSummary> load = CompletableFuture.supplyAsync(() -> first.load(sources()));
            await().atMost(PATIENCE)
                    .until(() -> load.isDone()
                            || !BROKER.read(topic, "read_committed").isEmpty());
            resume();

            assertThatThrownBy(load::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(LoadException.class)
                    .hasMessage("another load of the same file has taken over");
        }
        assertEveryLineOnce();
    }

    @Test
    void shouldStopCleanlyWhenSignalledWhileWaitingForInput() throws Exception {
        Process process = process("-", 0, 1);
        try (OutputStream in = process.getOutputStream()) {
            in.write("u1,i1\nu2,i2\n".getBytes(StandardCharsets.UTF_8));
            in.flush();
            await().atMost(PATIENCE)
                    .until(() -> BROKER.read(topic, "read_committed").size() == 2);
            // Not the process's own destroy(), which closes its standard input too.
            assertThat(process.toHandle().destroy()).isTrue();

            assertThat(process.waitFor(8, TimeUnit.SECONDS)).isTrue();
            assertThat(output()).contains("interrupted after 2 events from 2 lines");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldLoadStandardInputWhenItIsCompressed() throws Exception {
        Process process = process("-", 0, 1);
        try (OutputStream in = process.getOutputStream()) {
            in.write(InputSourceTest.compress("gzip", "u1,i1\nu2,i2\n"));
            in.write(InputSourceTest.compress("gzip", "u3,i3\n"));
        }

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output()).contains("loading standard input").contains("loaded 3 events from 3 lines");
        assertThat(BROKER.read(topic, "read_committed")).hasSize(3);
    }

    private Process process(String input, double rate, int transactionEvents) throws Exception {
        return LoaderProcess.start(
                BROKER.bootstrapServers(), topic, input, rate, transactionEvents, directory.resolve("output"));
    }

    private String output() throws Exception {
        return Files.readString(directory.resolve("output"));
    }

    private LoadSummary resume() {
        try (EventLoader loader = loader(0)) {
            return loader.load(sources());
        }
    }

    private EventLoader loader(double rate) {
        return new EventLoader(
                BROKER.clientProperties(), topic, new LoadOptions(rate, false, true, 1000), LoadListener.none());
    }

    private List<InputSource> sources() {
        return List.of(InputSource.of(file));
    }

    private void assertEveryLineOnce() throws Exception {
        List<String> items = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : BROKER.read(topic, "read_committed")) {
            items.add(InteractionJson.decode(record.value()).item());
        }
        // Sorted first: a comparison in any order looks through all that is left for each.
        assertThat(items.stream().sorted().toList())
                .isEqualTo(IntStream.range(0, LINES)
                        .filter(i -> i % 100 != 7)
                        .mapToObj(i -> "i" + i)
                        .sorted()
                        .toList());
    }
}
