// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.serde.ClusterVolumeKey;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Keeps all cluster volumes of a task in one partition, so that they are read in the order in which they were written. */
public final class ClusterVolumePartitioner implements StreamPartitioner<byte[], byte[]> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(Set.of(partition(ClusterVolumeKey.decode(key), partitions)));
    }

    /** The partition of a record. */
    public static int partition(ClusterVolumeKey key, int partitions) {
        return (2 * key.partition() + key.side().code()) % partitions;
    }
}
