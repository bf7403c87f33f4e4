// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.load.InputSource;
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
        Dataset dataset = DatasetReader.read(
                new EvaluationFiles(file("train.csv", "a,x b,y"), Optional.empty(), file("test.csv", "a,y")));

        assertThat(dataset.validation()).isEmpty();
        assertThat(dataset.test().items()).containsExactly(1);
    }
}
