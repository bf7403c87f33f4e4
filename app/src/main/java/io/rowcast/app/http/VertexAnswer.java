// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.rowcast.app.runtime.VertexReader.Vertex;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.store.GenerationTable;
import java.time.Duration;
import java.time.Instant;

/**
 * A vertex that is there.
 *
 * @param secondary the second row, {@code null} without one
 * @param current whether its generations are those of its rows; otherwise readers of the mappings take it for unknown
 * @param from {@code settled} or {@code provisional}
 * @param degree weight of its edges
 * @param insideShare share of that weight within its cluster
 * @param since when it got its rows, in ISO 8601; {@code null} if that was before such times were kept
 * @param store {@code active} or {@code standby}: a copy, which may be behind
 */
record VertexAnswer(
        String side,
        String id,
        int row,
        int generation,
        Integer secondary,
        Integer secondaryGeneration,
        boolean current,
        String from,
        double degree,
        double insideShare,
        String since,
        String store) {
    /** A vertex that has had its rows for less than this may well change them again. */
    private static final Duration PROVISIONAL = Duration.ofMinutes(1);

    /**
     * @param unit edge-weight units of one whole edge
     * @param active whether the store is that of a running task
     */
    static VertexAnswer of(Vertex vertex, GenerationTable generations, int unit, boolean active, Instant now) {
        Mapping mapping = vertex.mapping();
        boolean second = mapping.secondaryRow() != Mapping.NO_ROW;
        return new VertexAnswer(
                mapping.side().word(),
                mapping.id(),
                mapping.row(),
                mapping.generation(),
                second ? mapping.secondaryRow() : null,
                second ? mapping.secondaryGeneration() : null,
                isCurrent(mapping, generations),
                settled(vertex, now) ? "settled" : "provisional",
                (double) vertex.degree() / unit,
                vertex.degree() == 0 ? 0 : (double) vertex.inside() / vertex.degree(),
                vertex.since() == 0
                        ? null
                        : Instant.ofEpochSecond(vertex.since()).toString(),
                active ? "active" : "standby");
    }

    private static boolean settled(Vertex vertex, Instant now) {
        return Instant.ofEpochSecond(vertex.since()).plus(PROVISIONAL).isBefore(now);
    }

    private static boolean isCurrent(Mapping mapping, GenerationTable generations) {
        Side side = mapping.side();
        return mapping.generation() == generations.generation(side, mapping.row())
                && (mapping.secondaryRow() == Mapping.NO_ROW
                        || mapping.secondaryGeneration() == generations.generation(side, mapping.secondaryRow()));
    }
}
