// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VolumeBlockFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows 1, 4, 7 and so on, which partition 1 of 3 decides on. */
final class RowStoreTest {
    private static final int ROWS = 300;
    private static final int PARTITION = 1;
    private static final int PARTITIONS = 3;

    @TempDir
    private Path directory;

    private RowStore store;
    private final ClusterVolumeTable table =
            new ClusterVolumeTable("volumes", ClusteringParameters.ofRows(ROWS), PARTITIONS);

    @BeforeEach
    void open() {
        store = new RocksDb(directory).open(new RowStore(RocksDb.inner(), ROWS, PARTITIONS), PARTITION);
        store.load();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void commit() {
        store.publish(table::apply);
        store.flushCache();
    }

    private void reopen() {
        store.close();
        open();
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        store.changes((before, now) -> changes.add(text(before) + " -> " + text(now)));
        return changes;
    }

    private static String text(RowState row) {
        return row.side().word() + " " + row.row() + ": " + row.generation() + (row.members() ? "+" : "-");
    }

    @Test
    void shouldTellWhatChangedSinceTheLastTime() {
        store.take(Side.ITEM, 298);
        store.take(Side.USER, 7);
        store.take(Side.USER, 4);
        store.take(Side.USER, 4);
        assertThat(changes())
                .containsExactly(
                        "user 4: 0- -> user 4: 0+", "user 7: 0- -> user 7: 0+", "item 298: 0- -> item 298: 0+");

        store.leave(Side.USER, 4);
        store.leave(Side.USER, 7);
        store.take(Side.USER, 1);
        store.leave(Side.USER, 1);
        assertThat(changes()).containsExactly("user 1: 0- -> user 1: 1-", "user 7: 0+ -> user 7: 1-");

        store.take(Side.USER, 7);
        store.leave(Side.USER, 7);
        store.take(Side.USER, 7);
        assertThat(changes()).containsExactly("user 7: 1- -> user 7: 2+");
        assertThat(changes()).isEmpty();
    }

    @Test
    void shouldGoOnWhereItWasWhenCommittedAndReopened() {
        store.take(Side.USER, 7);
        store.leave(Side.USER, 7);
        store.take(Side.USER, 7);
        store.take(Side.ITEM, 7);
        commit();
        store.take(Side.USER, 10);
        reopen();
        assertThat(changes()).isEmpty();

        store.leave(Side.USER, 7);
        store.leave(Side.ITEM, 7);
        assertThatIllegalStateException().isThrownBy(() -> store.leave(Side.USER, 10));
        commit();
        reopen();

        store.take(Side.USER, 7);
        assertThat(changes()).containsExactly("user 7: 2- -> user 7: 2+");
    }

    @Test
    void shouldPublishTheGenerationsOfItsRows() {
        for (int row : new int[] {1, 298, 298}) {
            store.take(Side.ITEM, row);
            store.leave(Side.ITEM, row);
        }
        commit();
        assertThat(table.generations().generation(Side.ITEM, 1)).isEqualTo(1);
        assertThat(table.generations().generation(Side.ITEM, 298)).isEqualTo(2);
        assertThat(table.generations().generation(Side.USER, 1)).isZero();
        assertThat(table.generations().sum(Side.ITEM)).isEqualTo(3);
        assertThat(table.generations().sum(Side.USER)).isZero();

        reopen();
        store.take(Side.ITEM, 1);
        commit();
        assertThat(table.generations().sum(Side.ITEM)).isEqualTo(3);
        store.leave(Side.ITEM, 1);
        commit();
        assertThat(table.generations().generation(Side.ITEM, 1)).isEqualTo(2);
    }

    @Test
    void shouldNeverFallWhenAnOlderRecordComesLate() {
        List<byte[]> blocks = new ArrayList<>();
        for (long generation = 0; generation < 3; generation++) {
            blocks.add(VolumeBlockFormat.encode(new long[] {0, 0, generation << 20}, 0));
        }
        ClusterVolumeKey key = new ClusterVolumeKey(Kind.ROWS, Side.USER, PARTITION, 0);
        table.apply(key, blocks.get(2));
        table.apply(key, blocks.get(1));
        table.apply(key, blocks.get(0));

        assertThat(table.generations().generation(Side.USER, 7)).isEqualTo(2);
        assertThat(table.generations().sum(Side.USER)).isEqualTo(2);
    }

    @Test
    void shouldRefuseRowsThatCannotBe() {
        long[] beyond = new long[64];
        beyond[36] = 1;
        for (int block : new int[] {1, -1, Integer.MAX_VALUE}) {
            ClusterVolumeKey key = new ClusterVolumeKey(Kind.ROWS, Side.USER, PARTITION, block);
            assertThatThrownBy(() -> table.apply(key, VolumeBlockFormat.encode(beyond, 0)))
                    .isInstanceOf(CorruptRecordException.class)
                    .hasMessageContaining("beyond K");
        }
        byte[] tooLarge = VolumeBlockFormat.encode(new long[] {1L << 51}, 0);
        assertThatThrownBy(() -> table.apply(new ClusterVolumeKey(Kind.ROWS, Side.USER, PARTITION, 0), tooLarge))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("row 1 as 2251799813685248");
    }
}
