// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.codebook.RowChanges.Kind;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.codebook.TableDigest;
import io.rowcast.topology.codebook.VersionPart;
import io.rowcast.topology.graph.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is committed survives a restart, and nothing else does. */
final class VersionStoresTest {
    private static final int ROWS = 700;
    private static final CodebookVersion.Parameters PARAMETERS =
            new CodebookVersion.Parameters(0.01, 0.5, "degree", "degree", "set");

    @TempDir
    Path directory;

    private VersionPartStore parts() {
        VersionPartStore store =
                new RocksDb(directory.resolve("parts")).open(new VersionPartStore(RocksDb.inner(), ROWS), 0);
        store.load();
        return store;
    }

    private VersionAssemblyStore versions() {
        VersionAssemblyStore store =
                new RocksDb(directory.resolve("versions")).open(new VersionAssemblyStore(RocksDb.inner(), 1, ROWS), 0);
        store.load();
        return store;
    }

    private static RowState next(Map<Integer, RowState> states, int row) {
        RowState was = states.get(row);
        boolean members = was == null || !was.members();
        return new RowState(Side.ITEM, row, (was == null ? 0 : was.generation()) + (members ? 0 : 1), members);
    }

    /** Commits and restarts at random; what was not committed is done again, as its input is. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSayTheSameAsOneThatNeverStops(long seed) {
        Random random = new Random(seed);
        Map<Integer, RowState> states = new HashMap<>();
        List<Integer> inputs = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            // Below 0: a part is due.
            inputs.add(random.nextInt(50) == 0 ? -1 : random.nextInt(ROWS));
        }
        List<RowState[]> changes = new ArrayList<>();
        for (int row : inputs) {
            RowState now = row < 0 ? null : next(states, row);
            changes.add(new RowState[] {row < 0 ? null : states.get(row), now});
            if (now != null) {
                states.put(row, now);
            }
        }
        List<VersionPart> expected = new ArrayList<>();
        TableDigest whole = new TableDigest();
        VersionPartStore store = parts();
        List<VersionPart> sent = new ArrayList<>();
        int committed = 0;
        int sentAtCommit = 0;
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) < 0) {
                sent.add(store.take(List.of()));
            } else {
                store.digest().apply(changes.get(i)[0], changes.get(i)[1]);
                store.applied(i);
            }
            int dice = random.nextInt(60);
            if (dice < 6) {
                store.flushCache();
                committed = i + 1;
                sentAtCommit = sent.size();
            } else if (dice == 6) {
                store.close();
                store = parts();
                i = committed - 1;
                sent.subList(sentAtCommit, sent.size()).clear();
            }
        }
        store.close();
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) < 0) {
                expected.add(new VersionPart(0, 0, 0, whole.sum(), List.of(), copy(whole)));
                whole.changes().clear();
            } else {
                whole.apply(changes.get(i)[0], changes.get(i)[1]);
            }
        }

        assertThat(sent).hasSameSizeAs(expected).hasSizeGreaterThan(10);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(sent.get(i).number()).isEqualTo(i + 1);
            assertThat(sent.get(i).sum()).isEqualTo(expected.get(i).sum());
            for (Kind kind : Kind.values()) {
                assertThat(sent.get(i).changes().rows(Side.ITEM, kind))
                        .as("seed %d, part %d, %s", seed, i + 1, kind)
                        .isEqualTo(expected.get(i).changes().rows(Side.ITEM, kind));
            }
        }
    }

    private static RowChanges copy(TableDigest digest) {
        RowChanges changes = new RowChanges();
        changes.add(digest.changes());
        return changes;
    }

    @Test
    void shouldRefuseARecordThatWasApplied() {
        VersionPartStore store = parts();
        store.applied(4);
        store.flushCache();
        store.close();
        VersionPartStore again = parts();

        assertThatThrownBy(() -> again.applied(4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("applied before");
        again.applied(7);
        assertThat(again.position()).isEqualTo(8);
        again.close();
    }

    @Test
    void shouldGoOnWithVersionsAfterARestart() {
        TableDigest digest = new TableDigest();
        digest.apply(null, new RowState(Side.USER, 300, 0, true));
        digest.apply(new RowState(Side.USER, 300, 0, true), new RowState(Side.USER, 300, 1, true));
        VersionAssemblyStore store = versions();
        store.add(new VersionPart(0, 1, 5, digest.sum(), List.of(), copy(digest)));
        store.flushCache();
        store.close();

        store = versions();
        assertThat(store.assembly().changed()).isTrue();
        CodebookVersion first = cut(store);
        store.flushCache();
        store.close();
        store = versions();
        store.add(new VersionPart(0, 2, 6, digest.sum(), List.of(), new RowChanges()));
        CodebookVersion second = cut(store);
        store.close();

        assertThat(first.version()).isEqualTo(1);
        assertThat(first.reset().user()).hasToString("{300}");
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.reset().user().isEmpty()).isTrue();
        assertThat(second.sum()).isEqualTo(digest.sum());
    }

    private static CodebookVersion cut(VersionAssemblyStore store) {
        return store.cut(assembly -> assembly.cut(1, "m", ROWS, PARAMETERS));
    }
}
