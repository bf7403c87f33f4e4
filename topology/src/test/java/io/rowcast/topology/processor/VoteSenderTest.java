// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.serde.VoteBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VoteSenderTest {

    private record Sent(int partition, int bytes, List<Votes> votes) {}

    private final List<Sent> sent = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"1,1,false", "2,4,true", "3,7,false", "4,64,true"})
    void shouldSendEachVoteToItsPartitionInOrderWhenFlushed(long seed, int partitions, boolean weighted) {
        Random random = new Random(seed);
        VoteSender sender = sender(partitions);
        Map<Long, List<String>> expected = new HashMap<>();
        long[] known = random.longs(200).toArray();
        for (int i = 0; i < 500; i++) {
            int size = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(50);
            long[] items = new long[size];
            for (int j = 0; j < size; j++) {
                items[j] = known[(i * 7 + j) % known.length];
            }
            long[] weights = weighted ? random.longs(size, 1, 100).toArray() : null;
            Votes votes =
                    new Votes(random.nextInt(5) - 1, random.nextInt(5) - 1, size == 1 ? "x" : null, items, weights);
            for (int j = 0; j < size; j++) {
                expected.computeIfAbsent(items[j], item -> new ArrayList<>()).add(text(votes, j));
            }
            sender.add(votes);
        }
        assertThat(sent).isEmpty();
        sender.flush();
        assertThat(sent).as("seed %d", seed).hasSizeLessThanOrEqualTo(partitions);

        Map<Long, List<String>> received = new HashMap<>();
        for (Sent record : sent) {
            for (Votes votes : record.votes()) {
                for (int j = 0; j < votes.items().length; j++) {
                    long item = votes.items()[j];
                    assertThat(VertexId.itemPartition(item, partitions)).isEqualTo(record.partition());
                    received.computeIfAbsent(item, unseen -> new ArrayList<>()).add(text(votes, j));
                }
            }
        }
        assertThat(received).as("seed %d", seed).isEqualTo(expected);
        sender.flush();
        assertThat(sent).as("seed %d", seed).hasSizeLessThanOrEqualTo(partitions);
    }

    @Test
    void shouldSendWhatIsFullWhenVotesAreMany() {
        VoteSender sender = sender(2);
        int items = 100_000;
        long[] many = new Random(5).longs(items).toArray();
        sender.add(new Votes(1, 2, null, many, null));
        assertThat(sent).isNotEmpty();
        sender.flush();
        assertThat(sent).allMatch(record -> record.bytes() <= 400 << 10);
        assertThat(sent.stream()
                        .flatMap(record -> record.votes().stream())
                        .mapToInt(votes -> votes.items().length)
                        .sum())
                .isEqualTo(items);
    }

    @Test
    void shouldSendNothingWhenThereAreNoVotes() {
        VoteSender sender = sender(3);
        sender.flush();
        sender.add(new Votes(1, 2, null, new long[0], null));
        sender.flush();
        assertThat(sent).isEmpty();
    }

    private VoteSender sender(int partitions) {
        return new VoteSender(
                partitions,
                (key, value, headers) ->
                        sent.add(new Sent(ByteBuffer.wrap(key).getInt(), value.length, VoteBatch.decode(value))));
    }

    private static String text(Votes votes, int position) {
        return votes.from() + ">" + votes.to() + " " + votes.id() + " " + votes.weight(position);
    }
}
