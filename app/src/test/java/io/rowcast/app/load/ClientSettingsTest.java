// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class ClientSettingsTest {

    @Test
    void shouldTakeUsersSettingsWhenTheyOnlyMatterForSpeed() {
        Map<String, Object> settings = ClientSettings.producer(Map.of(
                "bootstrap.servers",
                "b:1",
                "linger.ms",
                "0",
                "compression.type",
                "zstd",
                "max.in.flight.requests.per.connection",
                "3"));

        assertThat(settings)
                .containsEntry("bootstrap.servers", "b:1")
                .containsEntry("linger.ms", "0")
                .containsEntry("compression.type", "zstd")
                .containsEntry("max.in.flight.requests.per.connection", "3");
        assertThat(ClientSettings.producer(Map.of()))
                .containsEntry("compression.type", "snappy")
                .containsEntry("max.in.flight.requests.per.connection", 1);
    }

    @Test
    void shouldKeepWhatCorrectnessNeedsWhenUserSaysOtherwise() {
        Map<String, Object> user = Map.of(
                "acks", "1",
                "enable.idempotence", "false",
                "transactional.id", "mine",
                "key.serializer", "x",
                "group.id", "mine",
                "group.protocol", "streams",
                "isolation.level", "read_uncommitted");

        assertThat(ClientSettings.producer(user))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("key.serializer", ByteArraySerializer.class)
                .doesNotContainKey("transactional.id");
        assertThat(ClientSettings.transactionalProducer(user, "id")).containsEntry("transactional.id", "id");
        assertThat(ClientSettings.progressReader(user, "group"))
                .containsEntry("group.id", "group")
                .containsEntry("group.protocol", "classic")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false);
    }
}
