// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.app.evaluate.ColdResult.Source;
import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.ColdStart;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.UserVertex;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranks for users who come after training: with rows given to them by their first events, by all events, by their hash, or
 * all the same one. Nothing is trained for them; the model propagates over the edges trained on and the events known of all
 * of them. Their other events are left out of the rankings, so that all numbers of events are tested alike.
 */
final class ColdRanking {
    private static final int ONE_LABEL = 1;

    private final Split split;
    private final Dataset dataset;
    private final ColdUsers cold;
    private final RowAssignment rows;
    private final TrainingSettings settings;
    private final Workers workers;
    private final MappedClusters clusters;
    private final ColdStart coldStart;

    /**
     * @param dataset with cold users
     * @param rows of all vertices; those of cold users do not count
     */
    ColdRanking(Split split, Dataset dataset, RowAssignment rows, TrainingSettings settings, Workers workers) {
        this.split = split;
        this.dataset = dataset;
        this.cold = dataset.cold().orElseThrow();
        this.rows = rows;
        this.settings = settings;
        this.workers = workers;
        ClusteringParameters parameters = ClusteringParameters.ofRows(MappedClusters.clusters(rows));
        this.clusters = new MappedClusters(split.train(), rows, parameters);
        this.coldStart = new ColdStart(parameters, clusters, clusters);
    }

    /**
     * Scores all sources of rows with each number of events.
     *
     * @param values the trained rows
     * @param events numbers of first events, &gt;= 1
     * @param label of the results
     * @param seed of the results, and of the order among equal scores
     */
    List<ColdResult> score(Matrix values, List<Integer> events, String label, long seed) {
        int userCount = dataset.users().size();
        HeldOut known = cold.first(ColdResult.ALL, userCount);
        int[] users = dataset.test().users(cold::contains);
        Ranker ranker = new Ranker(split.train(), seed, workers);
        Matrix start = Matrix.zeros(split.train().vertices(), settings.width());
        List<ColdResult> results = new ArrayList<>();
        for (int count : events) {
            Model model = settings.model(withFirst(count), workers);
            for (Source source : Source.values()) {
                RowAssignment given = rowsBy(source, count);
                TiedTable.compose(given.primary(), given.secondary(), values, start, workers);
                Matrix finals = model.forward(start, VertexSet.all(split.train().vertices()));
                RankingScore score = ranker.score(finals, dataset.test(), known, users);
                results.add(new ColdResult(label, seed, source, count, users.length, score.recall(), score.ndcg()));
            }
        }
        return results;
    }

    private Adjacency withFirst(int events) {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        Adjacency train = split.train();
        for (int user = 0; user < train.users(); user++) {
            for (int i = train.offsets()[user]; i < train.offsets()[user + 1]; i++) {
                builder.add(user, train.neighbours()[i] - train.users());
            }
        }
        HeldOut first = cold.first(events, train.users());
        for (int user : cold.users()) {
            for (int i = first.offsets()[user]; i < first.offsets()[user + 1]; i++) {
                builder.add(user, first.items()[i]);
            }
        }
        return Adjacency.of(builder.build(), train.users(), train.items());
    }

    private RowAssignment rowsBy(Source source, int events) {
        int[] primary = rows.primary().clone();
        int[] secondary = rows.secondary().clone();
        int largest = clusters.largestOfUsers();
        for (int i = 0; i < cold.users().length; i++) {
            int user = cold.users()[i];
            primary[user] = MappingFile.hashedRow(dataset.users().get(user), rows.userRows());
            secondary[user] = Mapping.NO_ROW;
            int known = source == Source.SETTLED ? ColdResult.ALL : events;
            switch (source) {
                case ASSIGNED, SETTLED -> assign(user, cold.items()[i], known, primary, secondary);
                case POPULAR -> primary[user] = largest;
                case HASHED -> {
                    // It has that row already.
                }
            }
        }
        return new RowAssignment(primary, secondary, rows.userRows(), rows.itemRows(), 0, 0);
    }

    /** A user none of whose items is known keeps its hashed row. */
    private void assign(int user, int[] items, int most, int[] primary, int[] secondary) {
        UserVertex vertex = clusters.user(items, Math.min(most, items.length));
        coldStart.propose(vertex, ONE_LABEL).ifPresent(proposal -> {
            primary[user] = proposal.label();
            secondary[user] =
                    proposal.secondaryLabel() == UserVertex.NO_LABEL ? Mapping.NO_ROW : proposal.secondaryLabel();
        });
    }
}
