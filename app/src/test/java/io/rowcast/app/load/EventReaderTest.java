// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventReaderTest {

    @Test
    void shouldReadEventsWhenThereIsNoHeader() throws IOException {
        assertThat(read(InputFormat.CSV, """
                        u1,i1
                        u2,i2,2.5

                        u3,i3,,1000
                        u4,i4,1e-3,2026-01-31T12:00:00.5Z
                        """))
                .containsExactly(
                        "1: ADD u1 i1 1.0 -1",
                        "2: ADD u2 i2 2.5 -1",
                        "4: ADD u3 i3 1.0 1000",
                        "5: ADD u4 i4 0.001 1769860800500");
    }

    @Test
    void shouldReadColumnsByNameWhenHeaderSaysSo() throws IOException {
        assertThat(read(InputFormat.CSV, "\ufeff\n\"Timestamp\",item,user\r\n7,i1,u1\r\n,i2,u2\r\n"))
                .containsExactly("3: ADD u1 i1 1.0 7", "4: ADD u2 i2 1.0 -1");
        assertThat(read(InputFormat.TSV, "user\titem\nu,1\ti,1\n")).containsExactly("2: ADD u,1 i,1 1.0 -1");
        assertThat(read(InputFormat.CSV, "user,item\nu1,i1,1\n")).containsExactly("2: has 3 columns instead of 2");
        assertThat(read(InputFormat.CSV, "user,item\n")).isEmpty();
    }

    @Test
    void shouldRefuseFileWhenHeaderHasUnknownOrRepeatedColumn() {
        assertThatThrownBy(() -> read(InputFormat.CSV, "user,item,rating\nu1,i1,1\n"))
                .isInstanceOf(LoadException.class)
                .hasMessage("test, line 1: unknown column 'rating'; columns are user, item, weight, timestamp");
        assertThatThrownBy(() -> read(InputFormat.CSV, "\nuser,item,user\n"))
                .isInstanceOf(LoadException.class)
                .hasMessage("test, line 2: column 'user' comes twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "u1 | has 1 column instead of 2 to 4",
                "u1,i1,1,1,1 | has 5 columns instead of 2 to 4",
                ",i1 | user: is empty",
                "u1, | item: is empty",
                "u1,i1,x | weight: must be a number above 0 and at most 1000000",
                "u1,i1,0 | weight: must be a number above 0 and at most 1000000",
                "u1,i1,-1 | weight: must be a number above 0 and at most 1000000",
                "u1,i1,NaN | weight: must be a number above 0 and at most 1000000",
                "u1,i1,1d | weight: must be a number above 0 and at most 1000000",
                "u1,i1,1-1 | weight: must be a number above 0 and at most 1000000",
                "u1,i1,1000001 | weight: must be a number above 0 and at most 1000000",
                "u1,i1,1,-5 | timestamp: must be milliseconds since the epoch, or an ISO-8601 instant such as"
                        + " 2026-01-31T12:00:00Z",
                "u1,i1,1,99999999999999999999 | timestamp: must be milliseconds since the epoch, or an ISO-8601"
                        + " instant such as 2026-01-31T12:00:00Z",
                "u1,i1,1,1969-12-31T23:59:59Z | timestamp: must be milliseconds since the epoch, or an ISO-8601"
                        + " instant such as 2026-01-31T12:00:00Z",
                "u1,i1,1,yesterday | timestamp: must be milliseconds since the epoch, or an ISO-8601 instant such as"
                        + " 2026-01-31T12:00:00Z",
                "\"u1\"x,i1 | has text behind a closing quote",
                "\"u1,i1 | has a quoted field that is not closed",
            })
    void shouldReportOnlyThatLineWhenMalformed(String line, String reason) throws IOException {
        assertThat(read(InputFormat.CSV, "u0,i0\n" + line + "\nu2,i2\n"))
                .containsExactly("1: ADD u0 i0 1.0 -1", "2: " + reason, "3: ADD u2 i2 1.0 -1");
        assertThat(read(InputFormat.TSV, ("u0,i0\n" + line + "\nu2,i2\n").replace(',', '\t')))
                .containsExactly("1: ADD u0 i0 1.0 -1", "2: " + reason, "3: ADD u2 i2 1.0 -1");
    }

    @Test
    void shouldReportLineWhenBytesOrLengthAreWrong() throws IOException {
        byte[] text = "u0,i0\nu?,i1\nu2,i2\n".getBytes(StandardCharsets.UTF_8);
        text[7] = (byte) 0xff;
        assertThat(read(InputFormat.CSV, text))
                .containsExactly("1: ADD u0 i0 1.0 -1", "2: is not valid UTF-8", "3: ADD u2 i2 1.0 -1");
        assertThat(read(InputFormat.CSV, "u".repeat(513) + ",i\nu,i\n"))
                .containsExactly("1: user: is longer than 512 bytes", "2: ADD u i 1.0 -1");
        assertThat(read(InputFormat.CSV, "a\rb,c\n")).containsExactly("1: has a line break outside quotes");
    }

    @Test
    void shouldUnquoteWhenFieldsAreQuoted() throws IOException {
        assertThat(read(InputFormat.CSV, "\"a,\"\"b\"\"\",\"i\n\r\n1\"\nu2,\"\"\nu\"3,i3\n"))
                .containsExactly("1: ADD a,\"b\" i\n\r\n1 1.0 -1", "4: item: is empty", "5: ADD u\"3 i3 1.0 -1");
    }

    @Test
    void shouldLoseOneLineWhenQuoteIsNeverClosed() throws IOException {
        StringBuilder text = new StringBuilder("\"u0,i0\n");
        for (int i = 1; i <= 2000; i++) {
            text.append("u,i").append(i).append('\n');
        }
        List<String> events = read(InputFormat.CSV, text.toString());

        assertThat(events).hasSize(2001).startsWith("1: has a quoted field that is not closed", "2: ADD u i1 1.0 -1");
    }

    @Test
    void shouldReadLinesAgainWhenRecordAcrossThemIsMalformed() throws IOException {
        assertThat(read(InputFormat.CSV, "\"u0,i0\nu1,i1\n\"u2\",i2\nu3,i3\n"))
                .containsExactly(
                        "1: has text behind a closing quote",
                        "2: ADD u1 i1 1.0 -1",
                        "3: ADD u2 i2 1.0 -1",
                        "4: ADD u3 i3 1.0 -1");
    }

    @Test
    void shouldReadJsonLinesWhenEventsAreValid() throws IOException {
        assertThat(read(InputFormat.JSONL, """
                        {"user":"ü","item":7,"weight":2}

                        {"item":"i1","op":"forget"}
                        {"user":"u1"}
                        [1]
                        {"user":"u1","item":"i1","op":"remove","timestamp":5,"more":[]}"""))
                .containsExactly(
                        "1: ADD ü 7 2.0 -1",
                        "3: FORGET null i1 1.0 -1",
                        "4: item: is missing",
                        "5: value: is not a JSON object",
                        "6: REMOVE u1 i1 1.0 5");
    }

    @Test
    void shouldReportJsonLineWhenNotUtf8() throws IOException {
        byte[] text = "{\"user\":\"?\",\"item\":\"i\"}\n".getBytes(StandardCharsets.UTF_8);
        text[9] = (byte) 0x80;
        assertThat(read(InputFormat.JSONL, text)).containsExactly("1: is not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user,item\nu1,i1\n\nu2,\"i\n2\"\nbad\nu3,i3\n\"u4,i4\nu5,i5\n\n",
                "u1,i1\n\nu2,\"i\n2\"\nbad\nu3,i3\nu4,i4",
                "\n\nitem,user\r\n\r\ni1,u1\r\n",
                "\"a\nb\",i1\nu2,i2\n",
            })
    void shouldGoOnBehindWhatIsDoneWhenOpenedAgain(String text) throws IOException {
        List<String> all = read(InputFormat.CSV, text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        EventReader whole = EventReader.open(InputFormat.CSV, "test", new ByteArrayInputStream(bytes), 0);
        int done = 0;
        while (whole.advance()) {
            done++;
            EventReader rest =
                    EventReader.open(InputFormat.CSV, "test", new ByteArrayInputStream(bytes), whole.linesDone());
            assertThat(read(rest)).isEqualTo(all.subList(done, all.size()));
            assertThat(rest.linesDone()).isEqualTo(text.lines().count());
        }
        assertThat(done).isEqualTo(all.size());
    }

    private static List<String> read(InputFormat format, String text) throws IOException {
        return read(format, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(InputFormat format, byte[] text) throws IOException {
        return read(EventReader.open(format, "test", new ByteArrayInputStream(text), 0));
    }

    private static List<String> read(EventReader reader) throws IOException {
        List<String> all = new ArrayList<>();
        while (reader.advance()) {
            assertThat(reader.event() == null).isEqualTo(reader.problem() != null);
            all.add(reader.line() + ": " + (reader.event() == null ? reader.problem() : text(reader.event())));
        }
        return all;
    }

    private static String text(Interaction event) {
        Op op = event.op();
        return op + " " + event.user() + " " + event.item() + " " + event.weight() + " " + event.timestamp();
    }
}
