// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.serde.UserVertexFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes over all vertices, over a real RocksDB. */
final class VertexStoreTest {
    private static final long ROOMY = 1 << 20;
    /** Holds about five users. */
    private static final long TIGHT = 1700;

    @TempDir
    private Path stateDir;

    private StoreDriver<UserVertexStore> driver;

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    @Test
    void shouldVisitTheNewestFirstWhenEverythingIsCached() {
        open(ROOMY);
        driver.commit(store -> {
            for (long key : new long[] {5, -1, 3, Long.MIN_VALUE, 1}) {
                store.put(key, user(0));
            }
        });
        driver.commit(store -> assertThat(pass(store)).containsExactly(1L, Long.MIN_VALUE, 3L, -1L, 5L));
    }

    @Test
    void shouldVisitInTheOrderOfKeyBytesWhenNotEverythingIsCached() {
        open(TIGHT);
        driver.commit(store -> {
            for (long key : new long[] {5, -1, 3, Long.MIN_VALUE, 1, 9, -9}) {
                store.put(key, user(0));
            }
        });
        driver.commit(store -> assertThat(pass(store)).containsExactly(1L, 3L, 5L, 9L, Long.MIN_VALUE, -9L, -1L));
    }

    @Test
    void shouldKeepWhatItVisitsWhenThereIsRoomForAll() {
        open(ROOMY);
        driver.commit(store -> putFiveUsers(store));
        driver.commit(store -> {
            // As where a task moves here from another thread: nothing is known of what is stored.
            store.clearCache();
            assertThat(pass(store)).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(pass(store)).containsExactly(5L, 4L, 3L, 2L, 1L);
            store.inner().put(HashKey.bytes(6), UserVertexFormat.encode(user(0)));
            assertThat(store.get(6L)).as("looked up where everything is known").isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({ROOMY + ",2,false", ROOMY + ",5,true", "300,2,false", "300,5,true"})
    void shouldGoOnWhereItStoppedWhenAPassWasInterrupted(long cacheBytes, int stopAt, boolean done) {
        open(cacheBytes);
        driver.commit(store -> putFiveUsers(store));
        driver.commit(store -> {
            List<Long> seen = new ArrayList<>();
            assertThat(store.visit((key, user) -> {
                        seen.add(key);
                        return seen.size() < stopAt;
                    }))
                    .isEqualTo(done);
            assertThat(seen).hasSize(stopAt);
            if (!done) {
                assertThat(store.visit((key, user) -> seen.add(key))).isTrue();
            }
            assertThat(seen).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {ROOMY, 300})
    void shouldVisitAllOthersWhenSomeGoDuringAPass(long cacheBytes) {
        open(cacheBytes);
        driver.commit(store -> putFiveUsers(store));
        List<Long> seen = new ArrayList<>();
        driver.commit(store -> {
            store.visit((key, user) -> {
                seen.add(key);
                return false;
            });
            store.delete(seen.get(0));
            store.delete(seen.get(0) == 1 ? 2 : seen.get(0) - 1);
        });
        driver.commit(
                store -> assertThat(store.visit((key, user) -> seen.add(key))).isTrue());
        assertThat(seen).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void shouldVisitAllWhenSomeLeaveTheCacheDuringAPass() {
        open(TIGHT);
        driver.commit(store -> putFiveUsers(store));
        driver.commit(store -> {
            List<Long> seen = new ArrayList<>();
            store.visit((key, user) -> {
                seen.add(key);
                return false;
            });
            assertThat(seen).containsExactly(5L);
            for (long key = 11; key <= 14; key++) {
                store.put(key, user(0));
            }
            assertThat(store.visit((key, user) -> seen.add(key))).isTrue();
            assertThat(seen).contains(1L, 2L, 3L, 4L);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {ROOMY, 300})
    void shouldShowAVisitorWhatIsNotCommittedYetWhenValuesChange(long cacheBytes) {
        open(cacheBytes);
        driver.commit(store -> putFiveUsers(store));
        driver.commit(store -> {
            store.put(2L, user(7));
            store.delete(3L);
            Map<Long, Integer> seen = new TreeMap<>();
            store.visit((key, user) -> seen.put(key, user.label()) == null);
            assertThat(seen).isEqualTo(Map.of(1L, 0, 2L, 7, 4L, 0, 5L, 0));
        });
    }

    @Test
    void shouldShowAVisitorTheLatestValueWhenItsTurnToLeaveTheCacheComes() {
        open(TIGHT);
        driver.commit(store -> {
            for (long key = 1; key <= 20; key++) {
                store.put(key, user(0));
            }
        });
        driver.commit(store -> {
            store.put(19L, user(7));
            store.delete(20L);
            Map<Long, Integer> seen = new TreeMap<>();
            store.visit((key, user) -> {
                seen.put(key, user.label());
                store.put(key, user);
                return true;
            });
            assertThat(seen).hasSize(19).containsEntry(18L, 0).containsEntry(19L, 7);
        });
        driver.commit(store -> {
            assertThat(store.get(19L).label()).isEqualTo(7);
            assertThat(store.get(20L)).isNull();
        });
    }

    private void open(long cacheBytes) {
        driver = new StoreDriver<>(Stores.userVertices("users", cacheBytes, RocksDb.CHECK), stateDir);
    }

    private static void putFiveUsers(UserVertexStore store) {
        for (long key = 1; key <= 5; key++) {
            store.put(key, user(0));
        }
    }

    private static List<Long> pass(UserVertexStore store) {
        List<Long> keys = new ArrayList<>();
        assertThat(store.visit((key, user) -> keys.add(key))).isTrue();
        return keys;
    }

    private static UserVertex user(int label) {
        UserVertex user = new UserVertex("u", false);
        user.assign(label, -1);
        return user;
    }
}
