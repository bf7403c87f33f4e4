// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.audit.AuditReport.Check;
import java.util.List;
import java.util.stream.Stream;

/** The tallies of all invariants. */
final class Findings {
    final Tally users = new Tally(
            "users", "each user's record decodes, is in its place, and has distinct edges and rows in [0, K)");
    final Tally items =
            new Tally("items", "each item's record decodes, is in its place, and has an edge and a row in [0, K)");
    final Tally edges =
            new Tally("edges", "the edges of users, the votes of items and, with degree weights, volumes add up alike");
    final Tally votes =
            new Tally("votes", "each count of votes is the number of the item's users with the label, own votes too");
    final Tally votePages =
            new Tally("vote-pages", "each page of votes decodes and is one its item uses, none missing");
    final Tally storedVolumes =
            new Tally("stored-volumes", "each volume in the stores is the recount from the vertices");
    final Tally publishedVolumes =
            new Tally("published-volumes", "each published volume is the recount from the vertices");
    final Tally counters = new Tally("counters", "what tasks report is the recount from the vertices");
    final Tally itemLabels =
            new Tally("item-labels", "each item has its label in the global table, nothing else is there");
    final Tally mappings = new Tally(
            "mappings", "each vertex with an edge has one mapping, equal to its rows, and nothing else has one");
    final Tally rows = new Tally(
            "rows", "each row's users, generation and record agree between vertices, tasks and the mapping topic");
    final Tally versions = new Tally(
            "versions",
            "each version decodes; the latest one, and what tasks have added up, is the recount of the mappings");
    private final Tally input = new Tally("input", "the edges of users are those that the events of the input leave");
    private boolean inputCompared;

    /** The comparison with input, which is left out of the results unless this is called. */
    Tally input() {
        inputCompared = true;
        return input;
    }

    List<Check> results() {
        return Stream.of(
                        users,
                        items,
                        edges,
                        votes,
                        votePages,
                        storedVolumes,
                        publishedVolumes,
                        counters,
                        itemLabels,
                        mappings,
                        rows,
                        versions,
                        inputCompared ? input : null)
                .filter(tally -> tally != null)
                .map(Tally::result)
                .toList();
    }
}
