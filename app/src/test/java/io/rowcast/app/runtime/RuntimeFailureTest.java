// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.config.ConfigurationException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

final class RuntimeFailureTest {

    @Test
    void shouldNameInnermostCauseWhenWrapped() {
        Throwable failure =
                new StreamsException("task 0_1", new ExecutionException(new TimeoutException("no answer\nx")));

        assertThat(RuntimeFailure.causeOf(failure)).isEqualTo("TimeoutException: no answer");
    }

    @Test
    void shouldPreferOwnMessageWhenItHasCausesItself() {
        ConfigurationException own = new ConfigurationException("written with rows=1");
        own.initCause(new IllegalStateException("inner"));

        assertThat(RuntimeFailure.causeOf(new StreamsException(own))).isEqualTo("written with rows=1");
    }

    @Test
    void shouldNameKindWhenThereIsNoMessage() {
        assertThat(RuntimeFailure.causeOf(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @Test
    void shouldSayThatLoginOrTlsFailedWhenItDid() {
        assertThat(RuntimeFailure.causeOf(new ExecutionException(new SaslAuthenticationException("invalid"))))
                .isEqualTo("the Kafka cluster refuses the login: SaslAuthenticationException: invalid");
        assertThat(RuntimeFailure.causeOf(
                        new SslAuthenticationException("handshake", new IllegalArgumentException("no path"))))
                .isEqualTo("no TLS connection to the Kafka cluster: IllegalArgumentException: no path");
    }
}
