// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;

/**
 * How long probes took; milliseconds.
 *
 * @param count number of probes
 * @param histogram every measurement, in microseconds with three digits: a compressed HdrHistogram (V2) in Base64
 */
record Latency(long count, double p50, double p90, double p99, double p999, double max, double mean, String histogram) {
    private static final double MICROS_PER_MILLI = 1e3;

    /** A histogram for measurements in microseconds. */
    static Histogram newHistogram() {
        return new Histogram(3);
    }

    static Latency of(Histogram micros) {
        return new Latency(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(90) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI,
                micros.getMean() / MICROS_PER_MILLI,
                encode(micros));
    }

    private static String encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }
}
