// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.serde.CorruptRecordException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Key of a record that is addressed to a partition rather than to a vertex: partition 4 B. */
public final class PartitionKey {
    private PartitionKey() {}

    public static byte[] encode(int partition) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
    }

    /** Sends each record to the partition that its key names. */
    public static StreamPartitioner<byte[], byte[]> partitioner() {
        return (topic, key, value, partitions) -> {
            int partition = key.length == Integer.BYTES ? ByteBuffer.wrap(key).getInt() : -1;
            if (partition < 0 || partition >= partitions) {
                throw new CorruptRecordException("topic " + topic + ": no partition " + partition);
            }
            return Optional.of(Set.of(partition));
        };
    }
}
