// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.graph.Side;

/** Is told by a {@link CodebookReader}, within its calls, what it has read. */
public interface CodebookListener {
    /**
     * The table is at a version; its hash has been checked.
     *
     * @param version the version
     * @param changes what happened to rows since the version that the reader had before; nothing at its first. Only valid
     *     during the call
     */
    default void onVersion(CodebookVersion version, RowChanges changes) {}

    /**
     * A row lost all the members it had: what was trained in it means nothing to those that come next. Told before the
     * version that it belongs to.
     *
     * @param generation the row's generation from now on
     */
    default void onRowReset(Side side, int row, int generation) {}
}
