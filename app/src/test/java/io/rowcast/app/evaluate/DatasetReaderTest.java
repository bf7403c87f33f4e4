// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetReaderTest {
    @TempDir
    private Path directory;

    private InputSource file(String name, String edges) throws Exception {
        return InputSource.of(
                Files.writeString(directory.resolve(name), "user,item\n" + edges.replace(' ', '\n') + "\n"));
    }

    @Test
    void shouldLeaveOutWhatAnEarlierFileHasWhenReadingTheNext() throws Exception {
        Dataset dataset = DatasetReader.read(new EvaluationFiles(
                file("train.csv", "a,x b,y"),
                Optional.of(file("validation.csv", "a,x a,y b,z")),
                Optional.empty(),
                file("test.csv", "a,x a,y c,x c,z")));

        assertThat(dataset.users()).containsExactly("a", "b", "c");
        assertThat(dataset.items()).containsExactly("x", "y", "z");
        assertThat(dataset.train().edges()).isEqualTo(2);
        HeldOut validation = dataset.validation().orElseThrow();
        assertThat(validation.users()).containsExactly(0, 1);
        assertThat(validation.items()).containsExactly(1, 2);
        assertThat(dataset.test().users()).containsExactly(2);
        assertThat(dataset.test().items()).containsExactly(0, 2);
        assertThat(dataset.alreadyKnown()).isEqualTo(2);
    }

    @Test
    void shouldHaveNoValidationWhenThereIsNoFileForIt() throws Exception {
        Dataset dataset = DatasetReader.read(new EvaluationFiles(
                file("train.csv", "a,x b,y"), Optional.empty(), Optional.empty(), file("test.csv", "a,y")));

        assertThat(dataset.validation()).isEmpty();
        assertThat(dataset.test().items()).containsExactly(1);
    }

    @Test
    void shouldKeepTheOrderOfEventsWhenUsersComeAfterTraining() throws Exception {
        Dataset dataset = DatasetReader.read(new EvaluationFiles(
                file("train.csv", "a,x b,y a,z"),
                Optional.empty(),
                Optional.of(file("cold.csv", "d,z c,y d,x c,new d,z")),
                file("test.csv", "a,y d,y d,x")));

        ColdUsers cold = dataset.cold().orElseThrow();
        assertThat(dataset.users()).containsExactly("a", "b", "d", "c");
        assertThat(cold.users()).containsExactly(2, 3);
        assertThat(cold.items()[0]).containsExactly(2, 0);
        assertThat(cold.items()[1]).containsExactly(1, 3);
        assertThat(dataset.isCold(1)).isFalse();
        assertThat(dataset.isCold(3)).isTrue();
        assertThat(cold.first(1, 4).items()).containsExactly(2, 1);
        assertThat(dataset.test().items()).containsExactly(1, 1);
        assertThat(dataset.alreadyKnown()).isEqualTo(1);
    }

    @Test
    void shouldRefuseUsersAfterTrainingWhenTheyAreInIt() throws Exception {
        EvaluationFiles files = new EvaluationFiles(
                file("train.csv", "a,x b,y"),
                Optional.of(file("validation.csv", "c,x")),
                Optional.of(file("cold.csv", "d,x c,y")),
                file("test.csv", "a,y"));

        assertThatThrownBy(() -> DatasetReader.read(files))
                .isInstanceOf(LoadException.class)
                .hasMessageEndingWith("cold.csv: user c is in a file before, so it does not come after training");
    }
}
