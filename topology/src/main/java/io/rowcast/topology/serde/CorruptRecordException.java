// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import java.io.Serial;

/** A stored or internal record is not what its layout says: the instance must stop rather than go on with it. */
public final class CorruptRecordException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CorruptRecordException(String message) {
        super(message);
    }

    private CorruptRecordException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same, with the place of the record in front and perhaps something behind. */
    public CorruptRecordException at(String topic, int partition, long offset, String more) {
        return new CorruptRecordException(
                "topic " + topic + ", partition " + partition + ", offset " + offset + ": " + getMessage() + more,
                this);
    }
}
