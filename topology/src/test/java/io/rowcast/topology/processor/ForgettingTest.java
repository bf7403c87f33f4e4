// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.store.ForeignRecords;
import io.rowcast.topology.store.RestoreCheck;
import io.rowcast.topology.store.StoreDriver;
import io.rowcast.topology.store.Stores;
import io.rowcast.topology.store.VolumeStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForgettingTest {

    @TempDir
    private Path stateDir;

    private StoreDriver<VolumeStore> driver;
    private Forgetting forgetting;

    @BeforeEach
    void open() {
        driver = new StoreDriver<>(
                Stores.volumes(
                        "user-volumes",
                        Side.USER,
                        ClusteringParameters.ofRows(4),
                        new RestoreCheck(4, new ForeignRecords(List.of()))),
                stateDir);
        driver.commit(store -> forgetting = new Forgetting(store));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldHaveNothingToDoWhenNew() {
        assertThat(forgetting.pending()).isFalse();
    }

    @Test
    void shouldEndWithTheFirstWholeSweepWhenAnItemIsNamed() {
        commit((now, store) -> now.start(7));
        commit((now, store) -> {
            // This sweep began before the item was named.
            now.sweepDone();
            assertThat(store.forgetting()).containsExactly(7L);
            now.sweepDone();
            assertThat(store.forgetting()).isEmpty();
            assertThat(now.pending()).isFalse();
        });
    }

    @Test
    void shouldWaitForACommitWhenSweepsAreQuick() {
        commit((now, store) -> {
            now.start(7);
            // Users first stored in this transaction are not seen by these.
            now.sweepDone();
            now.sweepDone();
            now.sweepDone();
            assertThat(store.forgetting()).containsExactly(7L);
        });
        commit((now, store) -> {
            now.sweepDone();
            assertThat(store.forgetting()).containsExactly(7L);
            now.sweepDone();
            assertThat(store.forgetting()).isEmpty();
        });
    }

    @Test
    void shouldWaitAnewWhenAnItemIsNamedAgain() {
        commit((now, store) -> now.start(7));
        commit((now, store) -> {
            now.sweepDone();
            now.start(7);
        });
        commit((now, store) -> {
            now.sweepDone();
            assertThat(store.forgetting()).containsExactly(7L);
            now.sweepDone();
            assertThat(store.forgetting()).isEmpty();
        });
    }

    @Test
    void shouldEndEachItemInItsTurnWhenSeveralAreNamed() {
        commit((now, store) -> now.start(7));
        commit((now, store) -> {
            now.sweepDone();
            now.start(8);
        });
        commit((now, store) -> {
            now.sweepDone();
            assertThat(store.forgetting()).containsExactly(8L);
            now.sweepDone();
            assertThat(store.forgetting()).isEmpty();
        });
    }

    @Test
    void shouldNeedOneSweepWhenATaskTakesOver() {
        commit((now, store) -> now.start(7));
        driver.commit(store -> {
            store.load();
            Forgetting later = new Forgetting(store);
            assertThat(later.pending()).isTrue();
            later.sweepDone();
            assertThat(later.pending()).isFalse();
        });
    }

    private void commit(BiConsumer<Forgetting, VolumeStore> work) {
        driver.commit(store -> {
            store.beforeCommit(forgetting::committing);
            work.accept(forgetting, store);
        });
    }
}
