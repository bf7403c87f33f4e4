package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.UserVertexFormat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store over a real RocksDB; users stand for any value, their label for what it holds. */
final class WriteBackStoreTest {
    private static final long ROOMY = 1 << 20;
    /** Holds about five users. */
    private static final long TIGHT = 1200;

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
    void shouldFindAValueWhenItIsNotCommittedYet() {
        open(ROOMY);
        driver.commit(store -> {
            assertThat(store.get(1L)).isNull();
            UserVertex user = user(7);
            store.put(1L, user);
            assertThat(store.get(1L)).isSameAs(user);
        });
        driver.commit(store -> assertThat(label(store, 1)).isEqualTo(7));
    }

    @Test
    void shouldWriteOnceWhenAValueChangesOftenBeforeACommit() {
        open(ROOMY);
        driver.commit(store -> {
            for (int label = 0; label < 100; label++) {
                UserVertex user = label == 0 ? user(0) : store.get(1L);
                user.assign(label, -1);
                store.put(1L, user);
            }
        });
        assertThat(written()).containsExactly("1=99");
        driver.commit(store -> assertThat(label(store, 1)).isEqualTo(99));
        assertThat(written()).isEmpty();
    }

    @Test
    void shouldWriteInTheOrderOfTheFirstChangeWhenCommitted() {
        open(ROOMY);
        driver.commit(store -> {
            store.put(3L, user(3));
            store.put(1L, user(1));
            store.put(2L, user(2));
            store.put(3L, user(4));
        });
        assertThat(written()).containsExactly("3=4", "1=1", "2=2");
    }

    @Test
    void shouldWriteATombstoneWhenAValueIsDeleted() {
        open(ROOMY);
        driver.commit(store -> store.put(1L, user(1)));
        driver.commit(store -> {
            store.delete(1L);
            assertThat(store.get(1L)).isNull();
        });
        assertThat(written()).containsExactly("1=1", "1=gone");
        driver.commit(store -> assertThat(store.get(1L)).isNull());
    }

    @Test
    void shouldKeepTheLastWordWhenAValueIsDeletedAndStoredAgain() {
        open(ROOMY);
        driver.commit(store -> store.put(1L, user(1)));
        driver.commit(store -> {
            store.delete(1L);
            store.put(1L, user(2));
        });
        driver.commit(store -> {
            assertThat(label(store, 1)).isEqualTo(2);
            store.put(1L, user(3));
            store.delete(1L);
        });
        driver.commit(store -> assertThat(store.get(1L)).isNull());
        assertThat(written()).containsExactly("1=1", "1=2", "1=gone");
    }

    @Test
    void shouldWriteAChangedValueWhenItIsEvicted() {
        open(TIGHT);
        driver.commit(store -> {
            for (long key = 1; key <= 20; key++) {
                store.put(key, user((int) key));
            }
            for (long key = 1; key <= 20; key++) {
                assertThat(label(store, key)).isEqualTo((int) key);
            }
        });
        assertThat(written()).hasSize(20).contains("1=1", "2=2", "20=20");
    }

    @Test
    void shouldWriteBothWhenAValueChangesAgainAfterItsEviction() {
        open(TIGHT);
        driver.commit(store -> {
            store.put(1L, user(1));
            for (long key = 2; key <= 20; key++) {
                store.put(key, user(0));
            }
            UserVertex user = store.get(1L);
            user.assign(5, -1);
            store.put(1L, user);
        });
        assertThat(written().stream().filter(record -> record.startsWith("1="))).containsExactly("1=1", "1=5");
        driver.commit(store -> assertThat(label(store, 1)).isEqualTo(5));
    }

    @Test
    void shouldKeepAValueThatIsLargerThanTheCache() {
        open(100);
        UserVertex large = user(1);
        for (int i = 0; i < 10_000; i++) {
            large.add(i, 1);
        }
        driver.commit(store -> {
            store.put(1L, large);
            assertThat(store.get(1L)).isSameAs(large);
            store.put(2L, user(2));
            assertThat(store.get(1L).size()).isEqualTo(10_000);
        });
        driver.commit(store -> assertThat(store.get(1L).size()).isEqualTo(10_000));
    }

    @Test
    void shouldRunWhatComesBeforeACommitOncePerCommitAndWriteWhatItStores() {
        open(ROOMY);
        List<String> runs = new ArrayList<>();
        driver.commit(store -> store.beforeCommit(() -> {
            runs.add("run");
            store.put(9L, user(runs.size()));
        }));
        assertThat(runs).hasSize(1);
        assertThat(written()).containsExactly("9=1");
        driver.commit(store -> {});
        assertThat(runs).hasSize(2);
        assertThat(written()).containsExactly("9=2");
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
    @ValueSource(longs = {ROOMY, 300})
    void shouldGoOnWhereItStoppedWhenAPassWasInterrupted(long cacheBytes) {
        open(cacheBytes);
        driver.commit(store -> putFiveUsers(store));
        driver.commit(store -> {
            List<Long> seen = new ArrayList<>();
            assertThat(store.visit((key, user) -> {
                        seen.add(key);
                        return seen.size() < 2;
                    }))
                    .isFalse();
            assertThat(seen).hasSize(2);
            assertThat(store.visit((key, user) -> seen.add(key))).isTrue();
            assertThat(seen).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {ROOMY, 300})
    void shouldBeDoneWhenTheVisitorStopsAtTheLast(long cacheBytes) {
        open(cacheBytes);
        driver.commit(store -> putFiveUsers(store));
        driver.commit(store -> {
            List<Long> seen = new ArrayList<>();
            assertThat(store.visit((key, user) -> {
                        seen.add(key);
                        return seen.size() < 5;
                    }))
                    .isTrue();
            assertThat(seen).hasSize(5);
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
            assertThat(label(store, 19)).isEqualTo(7);
            assertThat(store.get(20L)).isNull();
        });
    }

    @Test
    void shouldStoreOnlyWhatTheLocalStateIsAskedForWhenCommitted() {
        open(ROOMY);
        driver.commit(store -> {
            store.put(1L, user(1));
            store.flushCache();
            assertThat(store.inner().get(HashKey.bytes(1))).isNull();
        });
        assertThat(written()).containsExactly("1=1");
        driver.commit(store -> {
            assertThat(store.inner().get(HashKey.bytes(1))).isNotNull();
            store.delete(1L);
            store.flushCache();
            assertThat(store.inner().get(HashKey.bytes(1))).isNull();
        });
        assertThat(written()).containsExactly("1=gone");
    }

    @Test
    void shouldStoreWhatLeavesTheCacheWhenItWasOnlyCommitted() {
        open(TIGHT);
        driver.commit(store -> {
            for (long key = 1; key <= 20; key++) {
                store.put(key, user((int) key));
                store.flushCache();
            }
            for (long key = 1; key <= 20; key++) {
                assertThat(label(store, key)).isEqualTo((int) key);
            }
        });
    }

    @Test
    void shouldWriteEverythingWhenMoreChangesThanFitABatch() {
        open(ROOMY * 8);
        driver.commit(store -> {
            for (long key = 0; key < 2500; key++) {
                store.put(key, user((int) key));
            }
        });
        assertThat(written()).hasSize(2500).startsWith("0=0", "1=1").endsWith("2499=2499");
    }

    @Test
    void shouldKeepPagesOfItemsApartWhenTheyAreStored() {
        try (StoreDriver<VotePageStore> pages = new StoreDriver<>(Stores.votePages("pages", ROOMY), stateDir)) {
            pages.commit(store -> {
                for (int page : new int[] {0, 1, 255, 131_071}) {
                    VoteCounts counts = new VoteCounts();
                    counts.add(page, 5);
                    store.save(-7, page, counts);
                    store.save(8, page, new VoteCounts());
                }
                store.delete(8, 1);
            });
            pages.commit(store -> {
                assertThat(store.load(-7, 255).of(255)).isEqualTo(5);
                assertThat(store.load(8, 255).of(255)).isZero();
                store.clearCache();
                assertThat(store.load(-7, 131_071).of(131_071)).isEqualTo(5);
                assertThat(store.load(8, 0).of(0)).isZero();
                assertThatThrownBy(() -> store.load(8, 1)).isInstanceOf(CorruptRecordException.class);
            });
        }
    }

    @Test
    void shouldRefuseAStoredValueWhenItIsDamaged() {
        open(ROOMY);
        driver.commit(store -> store.inner().put(HashKey.bytes(1), new byte[] {9}));
        driver.commit(store -> assertThatThrownBy(() -> store.get(1L))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessage("user vertex: version 9 is not 1"));
    }

    private void open(long cacheBytes) {
        driver = new StoreDriver<>(Stores.userVertices("users", cacheBytes), stateDir);
    }

    private List<String> written() {
        return driver.written().stream()
                .map(record -> ByteBuffer.wrap(record.key()).getLong() + "="
                        + (record.value() == null
                                ? "gone"
                                : UserVertexFormat.decode(record.value()).label()))
                .toList();
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

    private static int label(UserVertexStore store, long key) {
        return store.get(key).label();
    }
}
