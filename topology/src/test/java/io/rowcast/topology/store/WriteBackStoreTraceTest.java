// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.serde.UserVertexFormat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random traces over caches from too small to large enough: what the store holds never depends on its cache. */
final class WriteBackStoreTraceTest {
    private static final int KEYS = 60;

    @TempDir
    private Path stateDir;

    @ParameterizedTest
    @CsvSource({"1,100", "2,1200", "3,1200", "4,5000", "5,1000000"})
    void shouldAgreeWithAMapWhenUsedAtRandom(long seed, long cacheBytes) {
        try (StoreDriver<UserVertexStore> driver =
                new StoreDriver<>(Stores.userVertices("users", cacheBytes, RocksDb.CHECK), stateDir)) {
            run(driver, seed);
        }
    }

    private static void run(StoreDriver<UserVertexStore> driver, long seed) {
        Trace trace = new Trace(seed);
        for (int round = 0; round < 150; round++) {
            trace.place = "seed " + seed + " round " + round;
            driver.commit(store -> {
                for (int step = 0; step < 40; step++) {
                    trace.step(store);
                }
            });
            trace.committed();
        }
        assertThat(trace.passes).isGreaterThan(50);
        Map<Long, Integer> restored = new HashMap<>();
        for (TestRecord<byte[], byte[]> record : driver.written()) {
            long key = ByteBuffer.wrap(record.key()).getLong();
            if (record.value() == null) {
                restored.remove(key);
            } else {
                restored.put(key, UserVertexFormat.decode(record.value()).label());
            }
        }
        assertThat(restored).as("changelog, seed %d", seed).isEqualTo(trace.oracle);
        driver.commit(store -> {
            store.clearCache();
            for (long key = 0; key < KEYS; key++) {
                UserVertex user = store.get(key);
                assertThat(user == null ? null : user.label())
                        .as("RocksDB, seed %d, key %d", seed, key)
                        .isEqualTo(trace.oracle.get(key));
            }
        });
    }

    private static final class Trace {
        private final Random random;
        private final Map<Long, Integer> oracle = new HashMap<>();
        private final Set<Long> committed = new HashSet<>();
        private final Set<Long> due = new TreeSet<>();
        private boolean passing;
        private int passes;
        private String place;

        Trace(long seed) {
            random = new Random(seed);
        }

        void step(UserVertexStore store) {
            long key = random.nextInt(KEYS);
            switch (random.nextInt(21)) {
                case 0, 1, 2 -> {
                    store.delete(key);
                    deleted(key);
                }
                case 3 -> visit(store);
                case 14 -> {
                    // A commit of a running task, which does not ask for the local state; the driver's own ones do.
                    store.flushCache();
                    committed();
                }
                case 4, 5, 6, 7, 8, 9 -> {
                    UserVertex user = store.get(key);
                    if (user != null) {
                        user.assign(user.label() + 1, -1);
                        store.put(key, user);
                        oracle.merge(key, 1, Integer::sum);
                    }
                }
                case 10, 11, 12, 13 -> {
                    int label = random.nextInt(1000);
                    store.put(key, user(label));
                    oracle.put(key, label);
                }
                default -> {
                    UserVertex user = store.get(key);
                    assertThat(user == null ? null : user.label()).as(place).isEqualTo(oracle.get(key));
                }
            }
        }

        void committed() {
            committed.clear();
            committed.addAll(oracle.keySet());
        }

        /** Visits some, and changes some of those. */
        private void visit(UserVertexStore store) {
            if (!passing) {
                passing = true;
                due.addAll(committed);
            }
            int most = random.nextInt(100);
            Set<Long> seen = new HashSet<>();
            boolean done = store.visit((key, user) -> {
                assertThat(seen.add(key))
                        .as("%s key %d once a visit", place, key)
                        .isTrue();
                assertThat(user.label()).as("%s key %d", place, key).isEqualTo(oracle.get(key));
                due.remove(key);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        user.assign(user.label() + 1, -1);
                        store.put(key, user);
                        oracle.merge(key, 1, Integer::sum);
                    }
                    case 1 -> {
                        store.delete(key);
                        deleted(key);
                    }
                    default -> {}
                }
                return seen.size() < most;
            });
            if (done) {
                assertThat(due).as("%s missed by the pass", place).isEmpty();
                passing = false;
                passes++;
            }
        }

        /** If it comes back, it counts as new. */
        private void deleted(long key) {
            oracle.remove(key);
            committed.remove(key);
            due.remove(key);
        }
    }

    private static UserVertex user(int label) {
        UserVertex user = new UserVertex("u", false);
        user.assign(label, -1);
        return user;
    }
}
