// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rowcast.app.broker.BrokerFixture;
import io.rowcast.app.load.LoadException;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InteractionJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DemoStreamTest {
    @RegisterExtension
    private static final BrokerFixture BROKER = new BrokerFixture();

    private static final DemoOptions OPTIONS = DemoOptions.defaults().withEventsPerSecond(2000);

    @Test
    void shouldGoOnWhereItStoppedWhenStartedAgain() throws Exception {
        String topic = BROKER.newTopic(1, Map.of());
        long produced = 0;
        for (int run = 1; run <= 2; run++) {
            DemoStream stream = new DemoStream(BROKER.clientProperties(), topic, OPTIONS);
            try (stream) {
                stream.start();
                await().atMost(Duration.ofSeconds(30)).until(() -> stream.produced() >= 2000);
            }
            assertThat(stream.failure()).isEmpty();
            produced += stream.produced();
        }

        List<Interaction> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : BROKER.read(topic, "read_committed")) {
            events.add(InteractionJson.decode(record.value()));
        }
        PlantedStream expected = new PlantedStream(OPTIONS);
        assertThat(events)
                .isEqualTo(Stream.generate(expected::next).limit(produced).toList());
    }

    @Test
    void shouldKeepRateWhenProducing() throws Exception {
        String topic = BROKER.newTopic(2, Map.of());
        try (DemoStream stream = new DemoStream(BROKER.clientProperties(), topic, OPTIONS)) {
            stream.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> stream.produced() >= 500);
            long start = System.nanoTime();
            long before = stream.produced();
            await().atMost(Duration.ofSeconds(30)).until(() -> stream.produced() >= before + 4000);

            assertThat((System.nanoTime() - start) / 1e9).isBetween(1.2, 4.0);
        }
    }

    @Test
    void shouldEndWithOneMessageWhenTopicDoesNotExist() {
        try (DemoStream stream = new DemoStream(BROKER.clientProperties(), "unknown", OPTIONS)) {
            assertThatThrownBy(stream::start)
                    .isInstanceOf(LoadException.class)
                    .hasMessage("topic unknown does not exist");
        }
    }
}
