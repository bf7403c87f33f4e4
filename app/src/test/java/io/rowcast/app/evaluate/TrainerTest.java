// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.evaluate.Trainer.Trained;
import io.rowcast.app.evaluate.TrainingSettings.ModelKind;
import io.rowcast.topology.batch.BipartiteGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TrainerTest {
    private static final int USERS = 60;
    private static final int ITEMS = 90;

    private final Split split = Split.of(planted(), USERS, ITEMS, 0.2, new SplittableRandom(1));
    private final List<Double> losses = new ArrayList<>();

    /** Users and items of three groups; an edge goes to the own group four times out of five. */
    private static BipartiteGraph planted() {
        SplittableRandom random = new SplittableRandom(5);
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        for (int i = 0; i < 1200; i++) {
            int user = i % USERS;
            int group = random.nextInt(5) < 4 ? user % 3 : random.nextInt(3);
            builder.add(user, group + 3 * random.nextInt(ITEMS / 3));
        }
        return builder.build();
    }

    private Trained train(ModelKind model, int epochs, int patience, long seed, int threads) {
        TrainingSettings settings = new TrainingSettings(model, 2, 8, 64, 0.01, 1e-4, epochs, patience, 2, 50);
        try (Workers workers = new Workers(threads)) {
            EmbeddingTable table =
                    new TiedTable(RowAssignment.full(USERS, ITEMS), 8, new SplittableRandom(seed), workers);
            return new Trainer(split, settings, workers, () -> false)
                    .train(table, seed, (epoch, loss, validation) -> losses.add(loss));
        }
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void shouldGiveTheSameBitsWhateverTheThreads(ModelKind model) {
        Trained one = train(model, 6, 10, 3, 1);
        Trained three = train(model, 6, 10, 3, 3);
        Trained other = train(model, 6, 10, 4, 3);

        assertThat(three.finals().values()).isDeepEqualTo(one.finals().values());
        assertThat(three.validation()).isEqualTo(one.validation());
        assertThat(other.finals().row(0)).isNotEqualTo(one.finals().row(0));
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void shouldLowerTheLossAndBeatChance(ModelKind model) {
        Trained trained = train(model, 30, 30, 1, 2);

        assertThat(losses).hasSize(30);
        assertThat(losses.get(29)).isLessThan(0.8 * losses.get(0));
        // 20 of 90 items by chance, less those trained on.
        assertThat(trained.validation()).isGreaterThan(0.4);
    }

    @Test
    void shouldStopWhenValidationGetsNoBetter() {
        Trained trained = train(ModelKind.MF, 1000, 3, 1, 2);

        assertThat(trained.epochs()).isLessThan(1000).isEqualTo(trained.bestEpoch() + 3 * 2);
    }

    @Test
    void shouldTrainForAllEpochsWithoutValidation() {
        TrainingSettings settings = new TrainingSettings(ModelKind.MF, 1, 4, 64, 0.01, 0, 5, 1, 1, 1);
        Split all = Split.of(planted(), USERS, ITEMS, 0, new SplittableRandom(1));
        try (Workers workers = new Workers(1)) {
            EmbeddingTable table = new TiedTable(RowAssignment.full(USERS, ITEMS), 4, new SplittableRandom(1), workers);
            Trained trained =
                    new Trainer(all, settings, workers, () -> false).train(table, 1, (epoch, loss, validation) -> {});

            assertThat(trained.epochs()).isEqualTo(5);
            assertThat(trained.bestEpoch()).isEqualTo(5);
            assertThat(trained.validation()).isNaN();
            assertThat(all.train().edges()).isEqualTo(planted().edges());
        }
    }

    @Test
    void shouldEndWhenToldTo() {
        TrainingSettings settings = new TrainingSettings(ModelKind.MF, 1, 4, 64, 0.01, 0, 5, 1, 1, 1);
        try (Workers workers = new Workers(1)) {
            EmbeddingTable table = new TiedTable(RowAssignment.full(USERS, ITEMS), 4, new SplittableRandom(1), workers);
            Trainer trainer = new Trainer(split, settings, workers, () -> true);

            assertThatThrownBy(() -> trainer.train(table, 1, (epoch, loss, validation) -> {}))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void shouldHoldOutTheShareAndKeepAnEdgeOfEachUser() {
        BipartiteGraph graph = planted();
        int held = split.validation().items().length;

        assertThat(split.train().edges() + held).isEqualTo(graph.edges());
        assertThat((double) held / graph.edges()).isBetween(0.17, 0.23);
        Split most = Split.of(graph, USERS, ITEMS, 0.999, new SplittableRandom(2));
        for (int user = 0; user < USERS; user++) {
            assertThat(most.train().degree(user)).isGreaterThanOrEqualTo(1);
            for (int i = split.train().offsets()[user]; i < split.train().offsets()[user + 1]; i++) {
                assertThat(split.validation().contains(user, split.train().neighbours()[i] - USERS))
                        .isFalse();
            }
        }
    }
}
