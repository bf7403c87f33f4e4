// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DegreeResultTest {
    /** Users 0 to 4, of degrees 9, 10, 19, 20 and 3000; the second is not ranked for. */
    private static final int[] DEGREES = {9, 10, 19, 20, 3000};

    private final UserScores scores =
            new UserScores(new int[] {4, 0, 2, 3}, new double[] {0.5, 0.1, 0.2, 1}, new double[] {0.4, 0.1, 0.2, 0.9});

    private final List<DegreeResult> results = DegreeResult.of(scores, user -> DEGREES[user]);

    private static EvaluationResult training(String label, List<DegreeResult> degrees) {
        return new EvaluationResult(
                label, 1, 1, 1, 10, 100, 0.1, 0.1, Double.NaN, 5, 5, 1, 1, 0, 0, degrees, List.of());
    }

    @Test
    void shouldCountEachUserWhereItsDegreeFalls() {
        assertThat(results).extracting(DegreeResult::degrees).containsExactly("0-9", "10-19", "20-49", "50-99", "100+");
        assertThat(results).extracting(DegreeResult::users).containsExactly(1, 1, 1, 0, 1);
        assertThat(results).extracting(DegreeResult::recall).containsExactly(0.1, 0.2, 1.0, Double.NaN, 0.5);
    }

    @Test
    void shouldComeToTheMeanOfAllUsersWhenTakenTogether() {
        double sum = results.stream()
                .filter(result -> result.users() > 0)
                .mapToDouble(result -> result.users() * result.recall())
                .sum();
        assertThat(scores.mean().users()).isEqualTo(4);
        assertThat(scores.mean().recall()).isCloseTo(sum / 4, within(1e-12));
        assertThat(scores.mean().ndcg()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void shouldShowTheDegreesThatThereAreWhenPrinted() {
        List<DegreeResult> twice = DegreeResult.of(
                new UserScores(scores.users(), new double[] {1, 1, 1, 1}, scores.ndcgs()), user -> DEGREES[user]);
        assertThat(DegreeTable.text(List.of(training("a", results), training("b", twice), training("b", results)))
                        .lines())
                .containsExactly(
                        "Recall@20 by the edges that a user has in training:",
                        "     0-9   10-19   20-49    100+  mapping",
                        "       1       1       1       1  (users)",
                        "  0.1000  0.2000  1.0000  0.5000  a",
                        "  0.5500  0.6000  1.0000  0.7500  b");
    }

    @Test
    void shouldLeaveAColumnEmptyWhenNoUserIsOfItsDegrees() {
        assertThat(EvaluationTable.csv(List.of(training("a", results))).lines())
                .satisfiesExactly(
                        header -> assertThat(header)
                                .endsWith(",recall_at_20_degree_0-9,recall_at_20_degree_10-19,recall_at_20_degree_20-49"
                                        + ",recall_at_20_degree_50-99,recall_at_20_degree_100+"),
                        line -> assertThat(line).endsWith(",0.100000,0.200000,1.000000,,0.500000"));
    }
}
