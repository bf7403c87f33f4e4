// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import io.rowcast.topology.graph.Side;

/**
 * What trainers and serving systems are told of one row. A row that had members, as their primary or their secondary row,
 * and lost them all has a generation one higher for whoever comes next: what was learned in it belongs to nobody any more.
 *
 * @param side the side, which also names the embedding table
 * @param row the row, in [0, K)
 * @param generation its generation, 0 or more; of an empty row already the one that its next members get
 * @param members whether any vertex is in it
 */
public record RowState(Side side, int row, int generation, boolean members) {}
