package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.serde.UserVertexFormat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random traces over caches from too small to large enough: what the store holds never depends on its cache. */
final class WriteBackStoreTraceTest {

    @TempDir
    private Path stateDir;

    @ParameterizedTest
    @CsvSource({"1,100", "2,1200", "3,1200", "4,5000", "5,1000000"})
    void shouldAgreeWithAMapWhenUsedAtRandom(long seed, long cacheBytes) {
        try (StoreDriver<UserVertexStore> driver =
                new StoreDriver<>(Stores.userVertices("users", cacheBytes), stateDir)) {
            run(driver, seed);
        }
    }

    private static void run(StoreDriver<UserVertexStore> driver, long seed) {
        Random random = new Random(seed);
        Map<Long, Integer> oracle = new HashMap<>();
        Map<Long, Integer> committed = new HashMap<>();
        for (int round = 0; round < 150; round++) {
            String place = "seed " + seed + " round " + round;
            driver.commit(store -> {
                for (int step = 0; step < 40; step++) {
                    step(store, random, oracle, committed, place);
                }
            });
            committed.clear();
            committed.putAll(oracle);
        }
        Map<Long, Integer> restored = new HashMap<>();
        for (TestRecord<byte[], byte[]> record : driver.written()) {
            long key = ByteBuffer.wrap(record.key()).getLong();
            if (record.value() == null) {
                restored.remove(key);
            } else {
                restored.put(key, UserVertexFormat.decode(record.value()).label());
            }
        }
        assertThat(restored).as("changelog, seed %d", seed).isEqualTo(oracle);
    }

    private static void step(
            UserVertexStore store,
            Random random,
            Map<Long, Integer> oracle,
            Map<Long, Integer> committed,
            String place) {
        long key = random.nextInt(60);
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> {
                store.delete(key);
                oracle.remove(key);
                // If it comes back before the commit, it counts as new.
                committed.remove(key);
            }
            case 3 -> scanAndChange(store, random, oracle, committed, place);
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

    private static void scanAndChange(
            UserVertexStore store,
            Random random,
            Map<Long, Integer> oracle,
            Map<Long, Integer> committed,
            String place) {
        long from = random.nextInt(60);
        Map<Long, Integer> latest = new TreeMap<>(oracle);
        TreeMap<Long, Integer> seen = new TreeMap<>();
        store.scan(from, (key, user) -> {
            seen.put(key, user.label());
            switch (random.nextInt(4)) {
                case 0 -> {
                    user.assign(user.label() + 1, -1);
                    store.put(key, user);
                    oracle.merge(key, 1, Integer::sum);
                }
                case 1 -> {
                    store.delete(key);
                    oracle.remove(key);
                }
                default -> {}
            }
            return true;
        });
        seen.forEach(
                (key, label) -> assertThat(label).as("%s key %d", place, key).isEqualTo(latest.get(key)));
        assertThat(seen.keySet())
                .as(place)
                .containsAll(
                        committed.keySet().stream().filter(key -> key >= from).toList());
        committed.keySet().retainAll(oracle.keySet());
    }

    private static UserVertex user(int label) {
        UserVertex user = new UserVertex("u", false);
        user.assign(label, -1);
        return user;
    }
}
