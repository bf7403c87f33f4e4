// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BudgetSearchTest {

    /** A method whose rows are its resolution, between a least and a most. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1000000, 500, 495, 500",
        "90000, 1, 1000000, 500, 495, 500",
        "500, 1, 1000000, 500, 500, 500",
        "7, 600, 1000000, 500, 600, 600",
        "7, 1, 300, 500, 300, 300"
    })
    void shouldMakeMostOfTheBudgetWhereverItBegins(
            double first, int least, int most, int budget, int fewest, int largest) {
        BudgetSearch<Integer> search = new BudgetSearch<>(
                budget, resolution -> (int) Math.max(least, Math.min(most, resolution)), rows -> rows);

        assertThat(search.from(first)).isBetween(fewest, largest);
    }

    @ParameterizedTest
    @CsvSource({"10", "100000"})
    void shouldStayWithinTheBudgetWhenRowsJump(double first) {
        BudgetSearch<Integer> search = new BudgetSearch<>(500, resolution -> resolution < 77 ? 200 : 900, rows -> rows);

        assertThat(search.from(first)).isEqualTo(200);
    }
}
