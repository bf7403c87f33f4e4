// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

/**
 * What was produced to a topic.
 *
 * @param records number of records
 * @param bytes bytes of the record batches as sent, so compressed; a batch that was sent again counts again
 */
record Written(long records, long bytes) {
    static final Written NOTHING = new Written(0, 0);

    Written plus(Written other) {
        return new Written(records + other.records, bytes + other.bytes);
    }

    Written minus(Written other) {
        return new Written(records - other.records, bytes - other.bytes);
    }
}
