// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/**
 * The batch of a step: triple t says that a user has an edge to one item and none to another. All are vertex numbers.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Triples(int[] users, int[] positives, int[] negatives) {
    int size() {
        return users.length;
    }
}
