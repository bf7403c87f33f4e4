// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.benchmark;

import io.rowcast.topology.clustering.ClusterVolumes;
import io.rowcast.topology.clustering.LabelPropagation;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PageSet;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.graph.VotePages;
import io.rowcast.topology.store.ForeignRecords;
import io.rowcast.topology.store.RestoreCheck;
import io.rowcast.topology.store.Stores;
import io.rowcast.topology.store.VotePageStore;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Scoring an item by all its votes, and by the label that just gained one. Pages are in the cache of their store. */
public class ItemScoringBenchmark extends MicroBenchmark {
    private static final int ITEMS = 1 << 8;
    private static final long CACHE_BYTES = 64 << 20;

    @Param({"20", "256"})
    int labels;

    @Param({"false", "true"})
    boolean paged;

    private final ItemVertex[] items = new ItemVertex[ITEMS];
    private final int[] challengers = new int[ITEMS];
    private LabelPropagation propagation;
    private ClusterVolumes volumes;
    private VotePageStore pages;
    private int next;

    @Setup
    public void setUp() {
        SampleDeployment sample = new SampleDeployment();
        propagation = new LabelPropagation(sample.parameters);
        volumes = sample.volumes(Side.ITEM);
        pages = Stores.votePages("label-votes", CACHE_BYTES, new RestoreCheck(1 << 20, new ForeignRecords(List.of())))
                .build();
        for (int i = 0; i < ITEMS; i++) {
            VoteCounts votes = sample.votes(labels);
            int own = sample.random.nextInt(labels);
            challengers[i] = votes.label(sample.random.nextInt(labels));
            long degree = 0;
            for (int j = 0; j < labels; j++) {
                degree += votes.votes(j);
            }
            items[i] = new ItemVertex(
                    "item-" + i,
                    votes.label(own),
                    degree,
                    votes.votes(own),
                    paged ? null : votes,
                    paged ? toPages(i, votes) : null);
        }
    }

    @Benchmark
    public int elect() {
        int index = next++ & (ITEMS - 1);
        return propagation.elect(index, items[index], pages, volumes);
    }

    @Benchmark
    public int challenge() {
        int index = next++ & (ITEMS - 1);
        return propagation.challenge(index, items[index], challengers[index], pages, volumes);
    }

    private PageSet toPages(long item, VoteCounts votes) {
        PageSet set = new PageSet();
        for (int i = 0; i < votes.size(); i++) {
            int page = VotePages.pageOf(votes.label(i));
            VoteCounts counts = set.contains(page) ? pages.load(item, page) : new VoteCounts();
            counts.append(votes.label(i), votes.votes(i));
            set.add(page);
            pages.save(item, page, counts);
        }
        return set;
    }
}
