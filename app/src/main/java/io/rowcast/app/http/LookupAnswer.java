// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.rowcast.topology.codebook.Mapping;

/**
 * The rows of one id of a batch.
 *
 * @param found whether the rows are the vertex' own
 * @param from {@code settled}, {@code provisional} or {@code fallback}
 * @param why why it is the fallback: {@code unknown}, {@code stale} (its generations are not those of its rows) or
 *     {@code unavailable} (nobody who has it answers); else {@code null}
 * @param row {@code null} where there is no fallback
 * @param secondary the second row, {@code null} without one
 */
record LookupAnswer(
        String id,
        boolean found,
        String from,
        String why,
        Integer row,
        Integer generation,
        Integer secondary,
        Integer secondaryGeneration,
        String store) {
    static final String UNAVAILABLE = "unavailable";

    static LookupAnswer of(VertexAnswer vertex) {
        return new LookupAnswer(
                vertex.id(),
                true,
                vertex.from(),
                null,
                vertex.row(),
                vertex.generation(),
                vertex.secondary(),
                vertex.secondaryGeneration(),
                vertex.store());
    }

    static LookupAnswer fallback(String id, int row, String why) {
        return new LookupAnswer(id, false, "fallback", why, row == Mapping.NO_ROW ? null : row, null, null, null, null);
    }
}
