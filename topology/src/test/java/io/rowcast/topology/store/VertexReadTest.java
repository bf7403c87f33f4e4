// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.graph.UserVertex;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other threads see of a store, over a real RocksDB. */
final class VertexReadTest {
    private static final long ROOMY = 1 << 20;
    /** Holds a user or two. */
    private static final long TIGHT = 600;

    private static final int USERS = 20;

    @TempDir
    private Path stateDir;

    private StoreDriver<UserVertexStore> driver;
    private final AtomicReference<UserVertexStore> opened = new AtomicReference<>();

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    private void open(long cacheBytes) {
        driver = new StoreDriver<>(Stores.userVertices("users", cacheBytes, RocksDb.CHECK), stateDir);
        driver.commit(opened::set);
    }

    private static UserVertex user(int label) {
        UserVertex user = new UserVertex("u", false);
        user.assign(label, -1);
        return user;
    }

    @Test
    void shouldShowAChangeOnlyWhenItIsInTheChangelog() {
        open(ROOMY);
        driver.commit(store -> {
            store.put(1L, user(7));
            assertThat(store.read(1L)).isNull();
        });
        assertThat(opened.get().read(1L).label()).isEqualTo(7);
        driver.commit(store -> {
            UserVertex user = store.get(1L);
            user.assign(8, -1);
            store.put(1L, user);
            assertThat(store.read(1L).label()).isEqualTo(7);
        });
        assertThat(opened.get().read(1L).label()).isEqualTo(8);
    }

    @Test
    void shouldGiveACopyWhenTheOwnerHasItCached() {
        open(ROOMY);
        driver.commit(store -> store.put(1L, user(7)));

        opened.get().read(1L).assign(9, -1);

        assertThat(opened.get().read(1L).label()).isEqualTo(7);
        driver.commit(store -> assertThat(store.get(1L).label()).isEqualTo(7));
    }

    @ParameterizedTest
    @ValueSource(longs = {ROOMY, TIGHT})
    void shouldShowTheLatestWhenVerticesLeaveTheCacheAndAreDeleted(long cacheBytes) {
        open(cacheBytes);
        driver.commit(store -> {
            for (int key = 1; key <= USERS; key++) {
                store.put(key, user(key));
            }
        });
        driver.commit(store -> {
            store.delete(3L);
            store.put(4L, user(44));
        });
        for (int key = 1; key <= USERS; key++) {
            UserVertex read = opened.get().read(key);
            if (key == 3) {
                assertThat(read).isNull();
            } else {
                assertThat(read.label()).isEqualTo(key == 4 ? 44 : key);
            }
        }
        opened.get().store();
        assertThat(opened.get().read(4L).label()).isEqualTo(44);
        assertThat(opened.get().read(3L)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {ROOMY, TIGHT})
    void shouldNeverShowAnOlderOrTornVertexWhenReadWhileItChanges(long cacheBytes) throws Exception {
        open(cacheBytes);
        driver.commit(store -> {
            for (int key = 0; key < USERS; key++) {
                store.put(key + 1, user(0));
            }
        });
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int[] latest = new int[USERS];
            int reads = 0;
            while (!done.get()) {
                for (int i = 0; i < USERS; i++, reads++) {
                    UserVertex read = opened.get().read(i + 1);
                    assertThat(read).as("user %d", i).isNotNull();
                    assertThat(read.label()).as("user %d", i).isGreaterThanOrEqualTo(latest[i]);
                    assertThat(read.size())
                            .as("edges are added with each label")
                            .isEqualTo(read.label());
                    latest[i] = read.label();
                }
            }
            return reads;
        });
        for (int round = 1; round <= 300; round++) {
            int label = round;
            driver.commit(store -> {
                for (int key = 1; key <= USERS; key++) {
                    UserVertex user = store.get(key);
                    user.add(label, 1);
                    user.assign(label, -1);
                    store.put(key, user);
                }
                store.writeAhead();
            });
        }
        done.set(true);

        assertThat(reader.get()).isPositive();
        assertThat(opened.get().read(1L).label()).isEqualTo(300);
    }

    @Test
    void shouldRefuseToReadWhenTheStoreIsClosed() {
        open(ROOMY);
        driver.commit(store -> store.put(1L, user(7)));
        driver.close();
        driver = null;

        assertThatThrownBy(() -> opened.get().read(1L)).isInstanceOf(InvalidStateStoreException.class);
    }

    @Test
    void shouldRefuseToReadWhenTheStoreWasOpenedAgainMeanwhile() {
        open(ROOMY);
        driver.commit(store -> store.put(1L, user(7)));
        UserVertexStore store = opened.get();
        int before = store.opening() - 1;

        assertThat(store.read(1L, store.opening()).label()).isEqualTo(7);
        assertThatThrownBy(() -> store.read(1L, before)).isInstanceOf(InvalidStateStoreException.class);
    }
}
