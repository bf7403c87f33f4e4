// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.benchmark;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.serde.ItemVertexFormat;
import io.rowcast.topology.serde.UserVertexFormat;
import io.rowcast.topology.serde.VoteCountsFormat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The formats of what stores keep: a user of 27 edges, an item with votes for 27 labels, a page of 64 labels. */
public class VertexFormatBenchmark extends MicroBenchmark {
    private static final int DEGREE = 27;
    private static final int PAGE_LABELS = 64;

    private UserVertex user;
    private ItemVertex item;
    private VoteCounts page;
    private byte[] userBytes;
    private byte[] itemBytes;
    private byte[] pageBytes;

    @Setup
    public void setUp() {
        SampleDeployment sample = new SampleDeployment();
        user = sample.user(DEGREE);
        VoteCounts votes = sample.votes(DEGREE);
        item = new ItemVertex("item-123456", votes.label(0), 4 * DEGREE, votes.votes(0), votes, null);
        page = new VoteCounts(PAGE_LABELS);
        for (int i = 0; i < PAGE_LABELS; i++) {
            page.append(2 * i, 1 + sample.random.nextInt(200));
        }
        userBytes = UserVertexFormat.encode(user);
        itemBytes = ItemVertexFormat.encode(item);
        pageBytes = VoteCountsFormat.encode(page);
    }

    @Benchmark
    public byte[] encodeUser() {
        return UserVertexFormat.encode(user);
    }

    @Benchmark
    public UserVertex decodeUser() {
        return UserVertexFormat.decode(userBytes);
    }

    @Benchmark
    public byte[] encodeItem() {
        return ItemVertexFormat.encode(item);
    }

    @Benchmark
    public ItemVertex decodeItem() {
        return ItemVertexFormat.decode(itemBytes);
    }

    @Benchmark
    public byte[] encodeVotePage() {
        return VoteCountsFormat.encode(page);
    }

    @Benchmark
    public VoteCounts decodeVotePage() {
        return VoteCountsFormat.decode(pageBytes);
    }
}
