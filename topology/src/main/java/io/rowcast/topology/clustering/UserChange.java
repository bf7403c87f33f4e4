// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.Votes;
import java.util.List;

/**
 * What a decision did to a user; the user itself carries what it is now.
 *
 * @param labelBefore its label before, or {@link UserVertex#NO_LABEL}
 * @param secondaryBefore the label of its second row before, or {@link UserVertex#NO_LABEL}
 * @param sizeBefore number of its edges before
 * @param degreeBefore summed weight of its edges before
 * @param evicted edges dropped because there were too many
 * @param expired edges dropped because they had expired
 * @param votes what its items must be told, in this order
 */
public record UserChange(
        int labelBefore,
        int secondaryBefore,
        int sizeBefore,
        long degreeBefore,
        int evicted,
        int expired,
        List<Votes> votes) {}
