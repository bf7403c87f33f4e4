// SPDX-License-Identifier: Apache-2.0
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void shouldWriteAheadWhatChangedBeforeTheLastCall() {
        open(ROOMY);
        driver.commit(store -> {
            store.put(1L, user(1));
            store.writeAhead();
            store.put(2L, user(2));
            store.writeAhead();
            store.put(3L, user(3));
            store.put(1L, user(4));
        });
        assertThat(written()).containsExactly("1=1", "1=4", "2=2", "3=3");
        driver.commit(store -> assertThat(label(store, 1)).isEqualTo(4));
    }

    @Test
    void shouldLeaveDeletedValuesToTheCommitWhenItWritesAhead() {
        open(ROOMY);
        driver.commit(store -> store.put(1L, user(1)));
        driver.commit(store -> {
            store.delete(1L);
            store.writeAhead();
            store.writeAhead();
            store.put(1L, user(2));
        });
        assertThat(written()).containsExactly("1=1", "1=2");
    }

    @Test
    void shouldNotWriteAheadForAWhileWhenMuchOfItChangedAgain() {
        open(ROOMY);
        int ahead = 0;
        for (int commit = 0; commit < 34; commit++) {
            driver.commit(store -> {
                for (int change = 0; change < 3; change++) {
                    store.put(1L, user(change));
                    store.writeAhead();
                    store.writeAhead();
                }
            });
            ahead += written().size() > 1 ? 1 : 0;
        }
        assertThat(ahead).isEqualTo(2);
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
        try (StoreDriver<VotePageStore> pages =
                new StoreDriver<>(Stores.votePages("pages", ROOMY, RocksDb.CHECK), stateDir)) {
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
                .hasMessage("user vertex: version 9 is not 1 to 3"));
    }

    private void open(long cacheBytes) {
        driver = new StoreDriver<>(Stores.userVertices("users", cacheBytes, RocksDb.CHECK), stateDir);
    }

    private List<String> written() {
        return driver.written().stream()
                .map(record -> ByteBuffer.wrap(record.key()).getLong() + "="
                        + (record.value() == null
                                ? "gone"
                                : UserVertexFormat.decode(record.value()).label()))
                .toList();
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
