// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import java.nio.ByteBuffer;

/**
 * The latest record of a key in one partition of a topic. In the {@link Spool} its key is: key | partition 4 B, its value:
 * offset 8 B | value. So a record that is also in a partition where it does not belong is not mistaken for the real one.
 *
 * @param topic full topic name
 */
@SuppressWarnings("ArrayRecordComponent") // records are never compared
record TopicRecord(String topic, int partition, long offset, byte[] key, byte[] value) {

    byte[] spoolKey() {
        return ByteBuffer.allocate(key.length + Integer.BYTES)
                .put(key)
                .putInt(partition)
                .array();
    }

    byte[] spoolValue() {
        return ByteBuffer.allocate(Long.BYTES + value.length)
                .putLong(offset)
                .put(value)
                .array();
    }

    static TopicRecord of(String topic, Spool.Scan scan) {
        ByteBuffer spoolKey = ByteBuffer.wrap(scan.key());
        byte[] key = new byte[spoolKey.remaining() - Integer.BYTES];
        spoolKey.get(key);
        int partition = spoolKey.getInt();
        ByteBuffer spoolValue = ByteBuffer.wrap(scan.value());
        long offset = spoolValue.getLong();
        byte[] value = new byte[spoolValue.remaining()];
        spoolValue.get(value);
        return new TopicRecord(topic, partition, offset, key, value);
    }

    /** Where it is, for people. */
    String place() {
        return topic + ", partition " + partition + ", offset " + offset;
    }
}
