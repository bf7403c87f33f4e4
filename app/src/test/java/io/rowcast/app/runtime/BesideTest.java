// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class BesideTest {
    @Test
    void shouldGoOnBesideWhoeverBeganIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch may = new CountDownLatch(1);
        Beside<Boolean> part = Beside.begin("part", () -> {
            begun.countDown();
            may.await();
            return Thread.currentThread().isDaemon();
        });

        begun.await();
        may.countDown();

        assertThat(part.await()).isTrue();
    }

    @Test
    void shouldFailWithWhatThePartFailedWith() {
        RuntimeFailure failure = new RuntimeFailure("no cluster", null);
        Beside<Void> part = Beside.begin("part", () -> {
            throw failure;
        });

        assertThatThrownBy(part::await).isSameAs(failure);
    }
}
