// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * How far a file has been loaded, as committed together with its events: the lines done as the offset, the rest in the
 * commit's metadata.
 *
 * @param lines physical lines done
 * @param events events produced from them
 * @param malformed malformed lines among them
 * @param complete whether the file was read to its end
 */
record LoadProgress(long lines, long events, long malformed, boolean complete) {
    static final LoadProgress START = new LoadProgress(0, 0, 0, false);

    private static final Pattern METADATA =
            Pattern.compile("v1 events=(\\d{1,18}) malformed=(\\d{1,18}) complete=(true|false)");

    OffsetAndMetadata toOffset() {
        return new OffsetAndMetadata(
                lines, "v1 events=" + events + " malformed=" + malformed + " complete=" + complete);
    }

    /**
     * Reads a committed position.
     *
     * @param offset may be {@code null}: nothing was loaded yet
     * @throws LoadException if it was not written by a loader that this one understands
     */
    static LoadProgress of(OffsetAndMetadata offset) {
        if (offset == null) {
            return START;
        }
        Matcher fields = METADATA.matcher(offset.metadata());
        if (!fields.matches()) {
            throw new LoadException("the committed load progress is not understood: offset " + offset.offset()
                    + ", metadata '" + offset.metadata() + "'");
        }
        return new LoadProgress(
                offset.offset(),
                Long.parseLong(fields.group(1)),
                Long.parseLong(fields.group(2)),
                Boolean.parseBoolean(fields.group(3)));
    }
}
