// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.sasl.jaas.config",
                "kafka.ssl.key.password",
                "kafka.ssl.keystore.key",
                "kafka.ssl.truststore.password",
                "kafka.consumer.sasl.jaas.config",
                "kafka.producer.ssl.keystore.password",
                "kafka.listener.name.x.sasl.jaas.config",
                "kafka.my.Token.value",
                "kafka.vault.secret",
                "kafka.basic.auth.user.info",
                "kafka.sasl.oauthbearer.assertion.private.key.passphrase",
                "kafka.main.consumer.ssl.key.password",
                "kafka.ssl.keystore.certificate.chain",
                "kafka.registry.api.key.id",
                "schema.registry.user.info",
                "interactions.format.options",
            })
    void shouldRedactWhenKeyIsSecret(String key) {
        assertThat(Secrets.printable(key, "hunter2")).isEqualTo("[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows", "kafka.security.protocol", "kafka.sasl.mechanism", "kafka.key.fallback.none"})
    void shouldShowWhenKeyIsNotSecret(String key) {
        assertThat(Secrets.printable(key, "value")).isEqualTo("value");
    }

    @Test
    void shouldShowUrlWithoutItsLoginWhenItHasOne() {
        assertThat(Secrets.printable("kafka.registry.url", "https://me:hunter2@host:81/a?b=c@d"))
                .isEqualTo("https://[redacted]@host:81/a?b=c@d");
        assertThat(Secrets.printable("kafka.registry.url", "https://host/a@b")).isEqualTo("https://host/a@b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.example.Module required username=\"me\" password=a b hunter2;",
                "org.example.Module required password=\"hunter2\"",
                "hunter2",
            })
    void shouldRefuseWithoutShowingItWhenLoginModuleIsMalformed(String jaas) {
        Setting setting = ConfigSources.flag("--set", "kafka.producer.sasl.jaas.config", jaas);

        assertThatThrownBy(() -> EffectiveConfig.of(List.of(List.of(setting))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("kafka.producer.sasl.jaas.config")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void shouldTellClientsHowToReadReferencesWhenThereAreSome() {
        EffectiveConfig config = EffectiveConfig.of(List.of(
                List.of(ConfigSources.flag("--set", "kafka.sasl.jaas.config", "${file:/run/secrets/kafka:login}"))));

        assertThat(config.clientProperties("host:1"))
                .containsEntry("config.providers", "directory,env,file")
                .containsEntry("sasl.jaas.config", "${file:/run/secrets/kafka:login}");
        assertThat(EffectiveConfig.of(List.of()).clientProperties("host:1")).doesNotContainKey("config.providers");
    }

    @Test
    void shouldNotShowSecretWhenErrorNamesItsSetting() {
        Setting secret = ConfigSources.flag("--set", "sasl.jaas.config.password", "hunter2");

        assertThatThrownBy(() -> EffectiveConfig.of(List.of(List.of(secret))))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void shouldNotShowSecretWhenTwoContradict() {
        assertThatThrownBy(() -> EffectiveConfig.of(List.of(List.of(
                        ConfigSources.flag("--set", "kafka.ssl.key.password", "hunter1"),
                        ConfigSources.flag("--set", "kafka.ssl.key.password", "hunter2")))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("[redacted]")
                .message()
                .doesNotContain("hunter");
    }
}
