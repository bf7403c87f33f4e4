// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.audit;

import io.rowcast.topology.audit.AuditReport.Check;
import io.rowcast.topology.audit.AuditReport.Figures;
import io.rowcast.topology.audit.AuditReport.Input;
import java.util.List;

/**
 * What an audit came to, as it is written in JSON.
 *
 * @param applicationId name of the deployment
 * @param atRest whether the deployment was taken to be stopped
 * @param violations of all checks together
 * @param figures the deployment as recounted
 * @param eventsLeft events that were not consumed yet
 * @param recordsRead records read from the topics
 * @param cuts cuts taken until the topics were read without a change meanwhile
 * @param seconds duration
 * @param input how the edges compare with the input, or {@code null} if there was none
 * @param checks one per invariant
 */
public record AuditOutcome(
        String applicationId,
        boolean atRest,
        long violations,
        Figures figures,
        long eventsLeft,
        long recordsRead,
        int cuts,
        double seconds,
        Input input,
        List<Check> checks) {
    public AuditOutcome {
        checks = List.copyOf(checks);
    }
}
