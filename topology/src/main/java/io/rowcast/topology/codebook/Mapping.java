// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;

/**
 * The rows of one vertex as published to trainers and serving systems.
 *
 * @param side the side, which also names the embedding table
 * @param id the original id
 * @param row the primary row, in [0, K), or {@link #NO_ROW} where the vertex is gone
 * @param generation the generation of the primary row under which the vertex is in it, see {@link RowState}; 0 or more
 * @param secondaryRow the secondary row, in [0, K), or {@link #NO_ROW}; for items always {@link #NO_ROW} on the topic
 * @param secondaryGeneration the generation of the secondary row; 0 where there is none
 */
public record Mapping(Side side, String id, int row, int generation, int secondaryRow, int secondaryGeneration) {
    public static final int NO_ROW = -1;

    /** A mapping to rows that have had no members before. */
    public Mapping(Side side, String id, int row, int secondaryRow) {
        this(side, id, row, 0, secondaryRow, 0);
    }

    /** The mapping that a user calls for. */
    public static Mapping of(UserVertex user) {
        return new Mapping(
                Side.USER,
                user.id(),
                user.label(),
                user.generation(),
                user.secondaryLabel(),
                user.secondaryGeneration());
    }

    /** The mapping that an item calls for. */
    public static Mapping of(ItemVertex item) {
        return new Mapping(Side.ITEM, item.id(), item.label(), item.generation(), NO_ROW, 0);
    }

    /** The generation under which the vertex is in a row, 0 where it is in others. */
    public int generationIn(int ofRow) {
        return ofRow == row ? generation : ofRow == secondaryRow ? secondaryGeneration : 0;
    }

    /** The mapping of a vertex that is gone. */
    public static Mapping none(Side side, String id) {
        return new Mapping(side, id, NO_ROW, NO_ROW);
    }
}
