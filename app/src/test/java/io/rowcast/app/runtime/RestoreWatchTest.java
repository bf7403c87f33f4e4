// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.runtime.RestoreWatch.Progress;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class RestoreWatchTest {
    private static final TopicPartition FIRST = new TopicPartition("changelog", 0);
    private static final TopicPartition SECOND = new TopicPartition("changelog", 1);

    private long nanos;
    private final RestoreWatch watch = new RestoreWatch(() -> nanos);

    @Test
    void shouldTellProgressAndTimeLeftWhenRestoring() {
        watch.onRestoreStart(FIRST, "s", 100, 300);
        watch.onRestoreStart(SECOND, "s", 0, 200);
        assertThat(watch.progress()).isEqualTo(new Progress(0, 400, 2, Optional.empty()));

        nanos = Duration.ofSeconds(10).toNanos();
        watch.onBatchRestored(FIRST, "s", 199, 100);

        Progress progress = watch.progress();
        assertThat(progress.restored()).isEqualTo(100);
        assertThat(progress.share()).isEqualTo(0.25);
        assertThat(progress.left()).contains(Duration.ofSeconds(30));
    }

    @Test
    void shouldNotFallBackWhenOneStoreIsDoneBeforeAnother() {
        watch.onRestoreStart(FIRST, "s", 0, 100);
        watch.onRestoreStart(SECOND, "s", 0, 100);
        watch.onRestoreEnd(FIRST, "s", 100);

        assertThat(watch.progress().restored()).isEqualTo(100);
        assertThat(watch.progress().total()).isEqualTo(200);
        assertThat(watch.progress().stores()).isEqualTo(1);
    }

    @Test
    void shouldRestoreNothingWhenAllIsDoneOrTakenAway() {
        watch.onRestoreStart(FIRST, "s", 0, 100);
        watch.onRestoreStart(SECOND, "s", 0, 100);
        watch.onRestoreEnd(FIRST, "s", 100);
        watch.onRestoreSuspended(SECOND, "s", 50);
        assertThat(watch.progress().restoring()).isFalse();
        assertThat(watch.progress().share()).isEqualTo(1);

        watch.onRestoreStart(SECOND, "s", 0, 10);
        assertThat(watch.progress().total()).isEqualTo(10);
    }

    @Test
    void shouldNotWaitForAStoreThatHasNothingToRestore() {
        watch.onRestoreStart(FIRST, "s", 7, 7);
        assertThat(watch.progress().restoring()).isFalse();
    }
}
