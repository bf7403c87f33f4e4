// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;

/** Layout: version u8 | settled u8 | deployment text | n varint | n x count varint, in the order of {@link Counter}. */
public final class TaskReportFormat {
    private static final int VERSION = 2;

    private TaskReportFormat() {}

    public static byte[] encode(TaskReport report) {
        ByteWriter out = new ByteWriter(160)
                .u8(VERSION)
                .u8(report.settled() ? 1 : 0)
                .text(report.deployment())
                .varint(report.counts().length);
        for (long count : report.counts()) {
            out.varint(count);
        }
        return out.toBytes();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static TaskReport decode(byte[] bytes) {
        ByteReader in = new ByteReader("task report", bytes, VERSION);
        boolean settled = in.u8() == 1;
        String deployment = in.text();
        long[] counts = new long[Counter.values().length];
        int size = in.varint(counts.length);
        for (int i = 0; i < size; i++) {
            counts[i] = in.varint();
        }
        in.end();
        return new TaskReport(deployment, counts, settled);
    }
}
