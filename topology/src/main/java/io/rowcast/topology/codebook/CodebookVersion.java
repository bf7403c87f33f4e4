// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import io.rowcast.topology.codebook.RowChanges.Kind;
import io.rowcast.topology.graph.Side;
import java.util.BitSet;
import java.util.List;

/**
 * A version of the table that trainers read: a cut through the partitions of the mapping topic, and what the table adds up
 * to there.
 *
 * @param version number, from 1 on without gaps
 * @param topic the mapping topic
 * @param created milliseconds since the epoch
 * @param offsets for each partition of it, the offset after the last record that belongs to the version
 * @param rows K, the rows of each side
 * @param sum counts and content hash of the table
 * @param parameters what the table was made with
 * @param changed rows whose members changed since the version before
 * @param reset rows whose generation rose since then
 * @param freed rows that had members then and have none now
 */
public record CodebookVersion(
        long version,
        String topic,
        long created,
        List<Long> offsets,
        int rows,
        TableSum sum,
        Parameters parameters,
        Rows changed,
        Rows reset,
        Rows freed) {

    public CodebookVersion {
        offsets = List.copyOf(offsets);
    }

    /**
     * Parameters of the clustering, see the configuration.
     *
     * @param rho resolution as a share
     * @param hysteresis least gain of a move, in edges
     * @param userWeighting how users weigh
     * @param itemWeighting how items weigh
     * @param edgeWeighting how edges weigh
     * @param format what values of the mapping topic look like, {@link #JSON} by default
     */
    public record Parameters(
            double rho,
            double hysteresis,
            String userWeighting,
            String itemWeighting,
            String edgeWeighting,
            String format) {
        public static final String JSON = "json";

        /** With values in JSON. */
        public Parameters(
                double rho, double hysteresis, String userWeighting, String itemWeighting, String edgeWeighting) {
            this(rho, hysteresis, userWeighting, itemWeighting, edgeWeighting, JSON);
        }
    }

    /**
     * Some rows of each side.
     *
     * @param user bits of user rows
     * @param item bits of item rows
     */
    public record Rows(BitSet user, BitSet item) {
        public Rows {
            user = (BitSet) user.clone();
            item = (BitSet) item.clone();
        }

        /** The rows of one kind. */
        public static Rows of(RowChanges changes, Kind kind) {
            return new Rows(changes.rows(Side.USER, kind), changes.rows(Side.ITEM, kind));
        }

        public BitSet of(Side side) {
            return (BitSet) (side == Side.USER ? user : item).clone();
        }
    }
}
