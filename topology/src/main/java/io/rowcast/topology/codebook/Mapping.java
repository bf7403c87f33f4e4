package io.rowcast.topology.codebook;

import io.rowcast.topology.graph.Side;

/**
 * The rows of one vertex as published to trainers and serving systems.
 *
 * @param side the side, which also names the embedding table
 * @param id the original id
 * @param row the primary row, in [0, K)
 * @param secondaryRow the secondary row, in [0, K), or {@link #NO_ROW}; for items always {@link #NO_ROW} on the topic
 */
public record Mapping(Side side, String id, int row, int secondaryRow) {
    public static final int NO_ROW = -1;
}
