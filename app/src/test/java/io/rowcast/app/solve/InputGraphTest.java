// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.load.LoadListener;
import io.rowcast.app.load.LoadSummary;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputGraphTest {

    @TempDir
    private Path directory;

    private final List<String> told = new ArrayList<>();

    @Test
    void shouldNumberByEventsThenIdWhateverTheOrderOfLines() throws IOException {
        InputGraph one = read("a.csv", "user,item\nx,i\ny,i\ny,j\nz,k\n");
        InputGraph two = read("b.tsv", "item\tuser\nk\tz\nj\ty\ni\ty\ni\tx\n");

        assertThat(one.ids(Side.USER)).containsExactly("y", "x", "z");
        assertThat(one.ids(Side.ITEM)).containsExactly("i", "j", "k");
        assertThat(two.ids(Side.USER)).isEqualTo(one.ids(Side.USER));
        assertThat(two.ids(Side.ITEM)).isEqualTo(one.ids(Side.ITEM));
        assertThat(one.graph().edges()).isEqualTo(4);
        assertThat(one.graph().degree(Side.USER, 0)).isEqualTo(2);
        assertThat(one.graph().neighbour(Side.USER, 2, 0)).isEqualTo(2);
        assertThat(two.graph().neighbour(Side.ITEM, 0, 1)).isEqualTo(1);
    }

    @Test
    void shouldCountAnEdgeOnceWhenItsEventIsRepeated() throws IOException {
        assertThat(read("a.csv", "x,i\nx,i\nx,j\n").graph().edges()).isEqualTo(2);
    }

    @Test
    void shouldPassOverAndTellOfMalformedLines() throws IOException {
        InputGraph graph = read("a.jsonl", "{\"user\":\"x\",\"item\":\"i\"}\n{\"user\":\"x\"}\n");

        assertThat(graph.graph().edges()).isEqualTo(1);
        assertThat(told).contains("started a.jsonl").anyMatch(line -> line.startsWith("malformed 2 item"));
    }

    @Test
    void shouldNameTheLineWhenAnEventDoesNotAdd() {
        assertThatThrownBy(() -> read(
                        "a.jsonl",
                        "{\"user\":\"x\",\"item\":\"i\"}\n{\"user\":\"x\",\"item\":\"i\",\"op\":\"remove\"}\n"))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("a.jsonl, line 2: op remove: ");
    }

    @Test
    void shouldBeEmptyWhenThereAreNoEvents() throws IOException {
        InputGraph graph = read("a.csv", "");

        assertThat(graph.graph().edges()).isZero();
        assertThat(graph.ids(Side.USER)).isEmpty();
    }

    private InputGraph read(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return InputGraph.read(List.of(InputSource.of(file)), new Telling(), phase -> {});
    }

    private final class Telling implements LoadListener {
        @Override
        public void sourceStarted(String name, long totalBytes) {
            told.add("started " + Path.of(name).getFileName());
        }

        @Override
        public void progress(long bytesRead, long events) {
            told.add("progress");
        }

        @Override
        public void malformed(String source, long line, String reason) {
            told.add("malformed " + line + " " + reason);
        }

        @Override
        public void finished(LoadSummary summary) {
            told.add("finished");
        }
    }
}
