// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.solve;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.solve.Solution;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a method came to, as written with {@code --summary}. Figures that a method does not have are left out.
 *
 * @param rows as asked for, of each side
 * @param userTableRows rows of the users' table: those that numbers are given from
 * @param userRowsInUse rows that some user has, as its first or its second
 * @param insideEdgeShare share of the edges inside a co-cluster
 * @param objective the objective divided by the number of edges, at R = {@code resolution}, which is rho * rows as for
 *     {@code run}, and with the weights of vertices by default, so that methods can be compared, or those given for {@code
 *     rowcast}
 * @param ownObjective the same at R = {@code ownResolution}, which the method worked with, and with the weights it worked
 *     with: degrees, except {@code rowcast}
 * @param seconds by phase; those of one name added up
 * @param again seconds by phase of each further repetition, in a virtual machine ever warmer; {@code null} if there was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SolveSummary(
        String method,
        long seed,
        int rows,
        long edges,
        int users,
        int items,
        int userTableRows,
        int itemTableRows,
        int userRowsInUse,
        int itemRowsInUse,
        int usersWithSecondary,
        int itemsWithSecondary,
        Integer rounds,
        Double insideEdgeShare,
        Double objective,
        Double resolution,
        Double ownObjective,
        Double ownResolution,
        Map<String, Double> seconds,
        List<Map<String, Double>> again) {

    /** The summary of a solution. */
    public static SolveSummary of(
            SolveMethod method,
            SolveSettings settings,
            BipartiteGraph graph,
            Solution solution,
            Map<String, Double> seconds,
            List<Map<String, Double>> again) {
        boolean clusters = solution.clusters() != null;
        boolean own = clusters && !Double.isNaN(solution.resolution());
        double resolution = settings.parameters().resolution(graph.vertices(Side.USER), graph.vertices(Side.ITEM));
        return new SolveSummary(
                method.toString(),
                settings.seed(),
                settings.rows(),
                graph.edges(),
                graph.vertices(Side.USER),
                graph.vertices(Side.ITEM),
                solution.users().table(),
                solution.items().table(),
                solution.users().inUse(),
                solution.items().inUse(),
                solution.users().withSecondary(),
                solution.items().withSecondary(),
                solution.rounds() == 0 ? null : solution.rounds(),
                clusters ? solution.clusters().insideShare(graph) : null,
                clusters
                        ? solution.clusters()
                                .objective(graph, resolution, settings.userWeighting(), settings.itemWeighting())
                        : null,
                clusters ? resolution : null,
                own ? ownObjective(method, settings, graph, solution) : null,
                own ? solution.resolution() : null,
                seconds,
                again.isEmpty() ? null : again);
    }

    private static double ownObjective(
            SolveMethod method, SolveSettings settings, BipartiteGraph graph, Solution solution) {
        return method.takes(SolveMethod.Setting.WEIGHTING)
                ? solution.clusters()
                        .objective(graph, solution.resolution(), settings.userWeighting(), settings.itemWeighting())
                : solution.clusters().objective(graph, solution.resolution());
    }

    /** A few lines for the user. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %,d user rows and %,d item rows in use, %,d users and %,d items with two; %,d edges, %,d users, %,d items",
                method,
                userRowsInUse,
                itemRowsInUse,
                usersWithSecondary,
                itemsWithSecondary,
                edges,
                users,
                items));
        if (insideEdgeShare != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n  inside edges %.4f, objective %.4f at R %.2f",
                    insideEdgeShare,
                    objective,
                    resolution));
        }
        if (ownResolution != null) {
            text.append(String.format(Locale.ROOT, ", %.4f at its own R %.2f", ownObjective, ownResolution));
        }
        text.append(String.format(Locale.ROOT, "%n  seconds:")).append(phases(seconds));
        if (again != null) {
            again.forEach(of ->
                    text.append(String.format(Locale.ROOT, "%n    again:")).append(phases(of)));
        }
        return text.toString();
    }

    private static String phases(Map<String, Double> seconds) {
        StringBuilder text = new StringBuilder();
        seconds.forEach((phase, time) -> text.append(String.format(Locale.ROOT, " %s %.3f", phase, time)));
        return text.toString();
    }
}
