// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import java.util.List;

/**
 * What an audit found.
 *
 * @param figures the deployment as recounted
 * @param input how the edges compare with the input, or {@code null} if there was none
 * @param checks one per invariant
 */
public record AuditReport(Figures figures, Input input, List<Check> checks) {
    public AuditReport {
        checks = List.copyOf(checks);
    }

    /**
     * The deployment as recounted from its vertices.
     *
     * @param users users with a record
     * @param items items with a record
     * @param edges edges of all users
     * @param edgeWeight their summed weight, in edge-weight units
     * @param userRows user rows in use
     * @param itemRows item rows in use
     * @param insideShare share of the edge weight whose two ends share a label, in [0, 1]; 0 without edges
     * @param objective the objective divided by the summed edge weight
     * @param pendingVotes votes that users sent and items have not counted; 0 unless the deployment was stopped meanwhile
     * @param tasksBehind tasks of a stopped deployment that had not published their last volumes
     */
    public record Figures(
            long users,
            long items,
            long edges,
            long edgeWeight,
            int userRows,
            int itemRows,
            double insideShare,
            double objective,
            long pendingVotes,
            int tasksBehind) {}

    /**
     * How the edges compare with those that the input leaves.
     *
     * @param missing edges that users should have
     * @param surplus edges that users should not have
     * @param undetermined edges not compared, as the input does not tell: to items that it forgets and adds again, and
     *     of users at their most edges with items that it forgets
     */
    public record Input(long missing, long surplus, long undetermined) {}

    /**
     * One invariant.
     *
     * @param name short name, which stays the same between versions
     * @param invariant what must hold
     * @param checked how many times it was checked
     * @param violations how many times it did not hold
     * @param first the first violations, in full
     */
    public record Check(String name, String invariant, long checked, long violations, List<String> first) {
        public Check {
            first = List.copyOf(first);
        }
    }

    /** Violations of all checks together. */
    public long violations() {
        return checks.stream().mapToLong(Check::violations).sum();
    }

    /** The check of a name. */
    public Check check(String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no check " + name));
    }
}
