// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.benchmark;

import io.rowcast.topology.clustering.ClusterVolumes;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.store.ForeignRecords;
import io.rowcast.topology.store.RestoreCheck;
import io.rowcast.topology.store.StoreDriver;
import io.rowcast.topology.store.Stores;
import io.rowcast.topology.store.UserVertexStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Stores and tables while they answer from memory. Keys come in random order, so that most miss the CPU's caches. */
public class StoreBenchmark extends MicroBenchmark {
    private static final int LOOKUPS = 1 << 20;
    private static final int USERS = 1 << 16;
    private static final int DEGREE = 27;
    private static final long CACHE_BYTES = 1L << 30;

    private static final int COMMITTED = 1000;

    private final long[] items = new long[LOOKUPS];
    private final int[] labels = new int[LOOKUPS];
    private SampleDeployment sample;
    private ClusterVolumes volumes;
    private StoreDriver<UserVertexStore> driver;
    private UserVertexStore users;
    private int next;

    @Setup
    public void setUp() throws IOException {
        sample = new SampleDeployment();
        volumes = sample.volumes(Side.USER);
        for (int i = 0; i < LOOKUPS; i++) {
            items[i] = sample.items[sample.random.nextInt(SampleDeployment.ITEMS)];
            labels[i] = sample.random.nextInt(SampleDeployment.ROWS);
        }
        driver = new StoreDriver<>(
                Stores.userVertices(
                        "user-vertices", CACHE_BYTES, new RestoreCheck(1 << 20, new ForeignRecords(List.of()))),
                Files.createTempDirectory("rowcast-benchmark"));
        driver.commit(store -> users = store);
        for (int i = 0; i < USERS; i++) {
            UserVertex user = new UserVertex("user-" + i, false);
            for (int j = 0; j < DEGREE; j++) {
                user.add(items[i + j], 1);
            }
            users.put(items[i], user);
        }
    }

    @TearDown
    public void tearDown() {
        driver.close();
    }

    @Benchmark
    public UserVertex getCachedUser() {
        return users.get(items[next++ & (USERS - 1)]);
    }

    @Benchmark
    public UserVertex getAndPutCachedUser() {
        long key = items[next++ & (USERS - 1)];
        UserVertex user = users.get(key);
        users.put(key, user);
        return user;
    }

    /** What a commit costs per changed user, in Kafka's test driver. */
    @Benchmark
    @OperationsPerInvocation(COMMITTED)
    public void changeAndCommitUsers() {
        driver.commit(store -> {
            for (int i = 0; i < COMMITTED; i++) {
                long key = items[next++ & (USERS - 1)];
                store.put(key, store.get(key));
            }
        });
        driver.written();
    }

    @Benchmark
    public int itemLabel() {
        return sample.itemLabels.label(items[next++ & (LOOKUPS - 1)]);
    }

    @Benchmark
    public long clusterVolume() {
        return sample.table.volume(Side.USER, labels[next++ & (LOOKUPS - 1)]);
    }

    /** As a task sees it, its own vertices as they are now. */
    @Benchmark
    public long taskVolume() {
        return volumes.volume(Side.USER, labels[next++ & (LOOKUPS - 1)]);
    }
}
