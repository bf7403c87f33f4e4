// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Goes through records whose keys begin with an item's hash, item after item in the order of hashes taken as unsigned
 * numbers. What cannot belong here is told and left out.
 */
final class HashScan implements AutoCloseable {
    private final Spool.Scan scan;
    private final String topic;
    private final int keyBytes;
    private final Tally tally;
    private final Placement placement;
    private TopicRecord record;

    /** Where the records of a topic belong. */
    @FunctionalInterface
    interface Placement {
        int partition(byte[] key);
    }

    /**
     * @param keyBytes length of the keys
     * @param tally what is wrong with a key or a place goes here
     */
    HashScan(Spool spool, Section section, String topic, int keyBytes, Tally tally, Placement placement) {
        this.scan = spool.scan(section);
        this.topic = topic;
        this.keyBytes = keyBytes;
        this.tally = tally;
        this.placement = placement;
        load();
    }

    /** The present record, or {@code null} at the end. */
    TopicRecord record() {
        return record;
    }

    /** Whether the present record is of an item. */
    boolean isOf(long item) {
        return record != null && item() == item;
    }

    /** The item of the present record. */
    long item() {
        return itemOf(record);
    }

    /** Goes on, and gives back the record it was at. */
    TopicRecord take() {
        TopicRecord taken = record;
        scan.next();
        load();
        return taken;
    }

    private void load() {
        record = null;
        while (record == null && scan.key() != null) {
            TopicRecord found = TopicRecord.of(topic, scan);
            if (found.key().length != keyBytes) {
                tally.checked();
                tally.violation("%s: key %s is not of %d bytes", found.place(), Arrays.toString(found.key()), keyBytes);
                scan.next();
            } else if (placement.partition(found.key()) != found.partition()) {
                tally.checked();
                tally.violation("%s: item %016x belongs to another partition", found.place(), itemOf(found));
                scan.next();
            } else {
                record = found;
            }
        }
    }

    private static long itemOf(TopicRecord record) {
        return ByteBuffer.wrap(record.key()).getLong();
    }

    @Override
    public void close() {
        scan.close();
    }
}
