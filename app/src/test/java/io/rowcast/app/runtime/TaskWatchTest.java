// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.runtime.RowItems.Exchange;
import io.rowcast.topology.clustering.EdgeSample;
import io.rowcast.topology.clustering.RecentMoves;
import io.rowcast.topology.graph.Side;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TaskWatchTest {
    private final TaskWatch watch = new TaskWatch(InstantSource.fixed(Instant.ofEpochMilli(1000)));

    @ParameterizedTest
    @CsvSource({
        "value: is null,VALUE",
        "user: is missing,USER",
        "item: its hash is that of another item,HASH",
        "weight: must be a number,WEIGHT",
        "timestamp: is more than a day ahead of the record's own,TIMESTAMP",
        "'op: must be add, remove or forget',OP",
        "hash: a field of somebody's own,OTHER",
        "payload: is not an object,OTHER",
        "no field,OTHER"
    })
    void shouldTellReasonsByTheirFieldWhenEventsAreRejected(String reason, Rejection kind) {
        watch.rejected(reason);
        for (Rejection each : Rejection.values()) {
            assertThat(watch.rejections(each)).isEqualTo(each == kind ? 1 : 0);
        }
    }

    @Test
    void shouldMeasureFromTheEventWhenATaskCommits() {
        List<Long> latencies = new ArrayList<>();
        watch.latencies(latencies::add);
        watch.committing(960);
        // The clock of the producer may be ahead.
        watch.committing(1200);
        assertThat(latencies).containsExactly(40L, 0L);
    }

    @Test
    void shouldForgetATaskWhenItHasGoneElsewhere() {
        assertThat(watch.sweepProgress(Side.ITEM)).isEmpty();
        watch.swept(Side.ITEM, 0, 10, 100);
        watch.swept(Side.ITEM, 1, 100, 100);
        watch.swept(Side.USER, 0, 5, 10);
        watch.sampled(1, new EdgeSample(new int[1], new int[1], new long[1]));
        assertThat(watch.sweepProgress(Side.ITEM)).contains(0.55);
        assertThat(watch.samples()).hasSize(1);

        watch.closed(Side.ITEM, 1);

        assertThat(watch.sweepProgress(Side.ITEM)).contains(0.1);
        assertThat(watch.samples()).isEmpty();
    }

    @Test
    void shouldTellWhichRowsExchangedMembersWhenTasksMovedSome() {
        RecentMoves users = new RecentMoves(10);
        RecentMoves items = new RecentMoves(10);
        watch.opened(Side.USER, 0, users);
        watch.opened(Side.ITEM, 3, items);
        users.add(1, 2);
        users.add(1, 2);
        users.add(2, 5);
        users.add(3, 4);
        items.add(2, 1);
        users.publish();
        items.publish();
        assertThat(watch.exchanges(2))
                .containsExactlyInAnyOrder(new Exchange(1, 2, 0, 0, 1), new Exchange(5, 0, 1, 0, 0));
        assertThat(watch.exchanges(9)).isEmpty();

        watch.closed(Side.ITEM, 3);

        assertThat(watch.exchanges(2))
                .containsExactlyInAnyOrder(new Exchange(1, 2, 0, 0, 0), new Exchange(5, 0, 1, 0, 0));
    }

    @Test
    void shouldSumExchangesOfInstancesAndPutTheMostFirst() {
        RowItems one = new RowItems(
                List.of(), List.of(), List.of(new Exchange(1, 1, 0, 0, 0), new Exchange(2, 0, 1, 0, 0)), true);
        RowItems other = new RowItems(
                List.of(), List.of(), List.of(new Exchange(3, 1, 0, 1, 0), new Exchange(2, 0, 1, 0, 2)), true);
        assertThat(one.with(other, 2).exchanges())
                .containsExactly(new Exchange(2, 0, 2, 0, 2), new Exchange(3, 1, 0, 1, 0));
    }
}
