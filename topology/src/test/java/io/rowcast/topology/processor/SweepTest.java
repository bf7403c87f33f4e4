// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.clustering.SweepPacing;
import io.rowcast.topology.clustering.SweepTurns;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.store.ForeignRecords;
import io.rowcast.topology.store.RestoreCheck;
import io.rowcast.topology.store.StoreDriver;
import io.rowcast.topology.store.Stores;
import io.rowcast.topology.store.UserVertexStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepTest {
    private static final int USERS = 100;
    private static final long MS = 1_000_000;

    private final List<Long> visited = new ArrayList<>();
    private final SweepPacing pacing = new SweepPacing(new SweepTurns(0.5), 1000, Side.USER, 0);

    @TempDir
    private Path stateDir;

    private StoreDriver<UserVertexStore> driver;
    private long nanos;

    @BeforeEach
    void open() {
        driver = new StoreDriver<>(
                Stores.userVertices("users", 1 << 20, new RestoreCheck(1 << 20, new ForeignRecords(List.of()))),
                stateDir);
        driver.commit(store -> {
            for (long key = 1; key <= USERS; key++) {
                store.put(key, new UserVertex("u" + key, false));
            }
        });
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldVisitEveryVertexOnceInSlicesWhenTimeIsShort() {
        driver.commit(store -> {
            // Each visit takes 1 ms and the clock is read every 16, so a slice of 20 ms ends after 32: 80% of 40.
            Sweep<UserVertex> sweep = sweep(store, (key, user, share) -> key % 10 == 0);
            assertThat(sweep.slice(0, 1)).isEqualTo(-1);
            assertThat(visited).hasSize(32);
            assertThat(pacing.due(39, USERS, true)).isFalse();
            assertThat(pacing.due(40, USERS, true)).isTrue();
            assertThat(sweep.slice(40, 1)).isEqualTo(-1);
            assertThat(sweep.slice(80, 1)).isEqualTo(-1);
            assertThat(visited).hasSize(96);
            assertThat(sweep.slice(120, 1)).isEqualTo(10);
            assertThat(visited).hasSize(USERS).doesNotHaveDuplicates();
        });
    }

    @Test
    void shouldBeginAnewWhenASweepIsDone() {
        driver.commit(store -> {
            Sweep<UserVertex> sweep = sweep(store, (key, user, share) -> visited.size() <= 100);
            for (int slice = 0; slice < 3; slice++) {
                assertThat(sweep.slice(0, 1)).isEqualTo(-1);
            }
            assertThat(sweep.slice(0, 1)).isEqualTo(100);
            for (int slice = 0; slice < 3; slice++) {
                assertThat(sweep.slice(0, 1)).isEqualTo(-1);
            }
            assertThat(sweep.slice(0, 1)).isZero();
            assertThat(visited).hasSize(2 * USERS);
        });
    }

    @Test
    void shouldBeDoneAtOnceWhenThereAreNoVertices() {
        driver.commit(store -> {
            for (long key = 1; key <= USERS; key++) {
                store.delete(key);
            }
        });
        driver.commit(store ->
                assertThat(sweep(store, (key, user, share) -> true).slice(0, 1)).isZero());
    }

    private Sweep<UserVertex> sweep(UserVertexStore store, Sweep.Mover<UserVertex> mover) {
        return new Sweep<>(store, pacing, 20 * MS, () -> nanos, (key, user, share) -> {
            visited.add(key);
            nanos += MS;
            return mover.move(key, user, share);
        });
    }
}
