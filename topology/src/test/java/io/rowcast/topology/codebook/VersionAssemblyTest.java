// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.graph.Side;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VersionAssemblyTest {
    private static final CodebookVersion.Parameters PARAMETERS =
            new CodebookVersion.Parameters(0.01, 0.5, "degree", "degree", "set");

    private final VersionAssembly assembly = new VersionAssembly(2);

    private static VersionPart part(int partition, long number, long position, long... requests) {
        TableSum sum = new TableSum(position, 0, 0, 0, new ContentHash(partition, position));
        return new VersionPart(
                partition,
                number,
                position,
                sum,
                Arrays.stream(requests).boxed().toList(),
                new RowChanges());
    }

    private CodebookVersion cut() {
        return assembly.cut(77, "m", 16, PARAMETERS);
    }

    @Test
    void shouldCutTheLatestPartsOfAllPartitions() {
        assembly.add(part(0, 1, 5));
        assertThat(assembly.changed()).isFalse();
        assembly.add(part(1, 1, 0));
        assembly.add(part(0, 2, 9));
        assertThat(assembly.changed()).isTrue();

        CodebookVersion version = cut();

        assertThat(version.version()).isEqualTo(1);
        assertThat(version.offsets()).containsExactly(9L, 0L);
        assertThat(version.sum()).isEqualTo(new TableSum(9, 0, 0, 0, new ContentHash(1, 9)));
        assertThat(version.created()).isEqualTo(77);
        assertThat(assembly.changed()).isFalse();
        assembly.add(part(1, 2, 0));
        assertThat(assembly.changed()).isFalse();
        assembly.add(part(1, 3, 1));
        assertThat(assembly.changed()).isTrue();
        assertThat(cut().version()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAPartThatIsNotTheNext() {
        assembly.add(part(0, 1, 5));

        assertThatThrownBy(() -> assembly.add(part(0, 1, 5))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> assembly.add(part(0, 3, 5))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> assembly.add(part(0, 2, 4))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> assembly.add(part(1, 2, 4))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldBeAskedWhenEveryPartitionHasAnswered() {
        assembly.add(part(0, 1, 5, 7, 8));
        assembly.add(part(0, 2, 5, 9));
        assertThat(assembly.asked()).isFalse();

        assembly.add(part(1, 1, 0, 9));

        assertThat(assembly.asked()).isTrue();
        assertThat(assembly.answered()).containsExactly(9L);
        cut();
        assertThat(assembly.asked()).isFalse();
        assertThat(assembly.pending()).containsOnlyKeys(7L, 8L);
    }

    @Test
    void shouldGiveUpTheOldestRequestsWhenTooManyAreUnanswered() {
        for (int i = 1; i <= VersionAssembly.MAX_PENDING + 10; i++) {
            assembly.add(part(0, i, 0, i));
        }

        assertThat(assembly.pending()).hasSize(VersionAssembly.MAX_PENDING).doesNotContainKeys(1L, 10L);
        assertThat(assembly.pending()).containsKeys(11L, VersionAssembly.MAX_PENDING + 10L);
    }

    @Test
    void shouldExpireAllButTheLastVersions() {
        assembly.restore(
                new VersionAssembly.Progress(5, 2, false),
                Map.of(3L, new BitSet()),
                List.of(part(0, 4, 1), part(1, 4, 2)));
        cut();

        int expired = 0;
        while (assembly.expire(2)) {
            expired++;
        }

        assertThat(expired).isEqualTo(3);
        assertThat(assembly.progress()).isEqualTo(new VersionAssembly.Progress(6, 5, false));
        assertThat(assembly.expire(100)).isFalse();
    }

    @Test
    void shouldTellOfFreedRowsAcrossParts() {
        TableDigest digest = new TableDigest();
        digest.restore(new TableSum(0, 0, 2, 0, ContentHash.ZERO));
        digest.apply(new RowState(Side.USER, 3, 0, true), new RowState(Side.USER, 3, 1, false));
        digest.apply(new RowState(Side.USER, 4, 0, true), new RowState(Side.USER, 4, 1, false));
        assembly.add(new VersionPart(0, 1, 2, digest.sum(), List.of(), digest.changes()));
        TableDigest later = new TableDigest();
        later.apply(new RowState(Side.USER, 3, 1, false), new RowState(Side.USER, 3, 1, true));
        assembly.add(new VersionPart(0, 2, 3, later.sum(), List.of(), later.changes()));
        assembly.add(part(1, 1, 0));

        CodebookVersion version = cut();

        assertThat(version.freed().of(Side.USER)).hasToString("{4}");
        assertThat(version.reset().of(Side.USER)).hasToString("{3, 4}");
        assembly.add(part(1, 2, 1));
        assertThat(cut().reset().of(Side.USER).isEmpty()).isTrue();
    }
}
