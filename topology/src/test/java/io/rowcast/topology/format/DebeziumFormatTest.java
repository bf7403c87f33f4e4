// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import static io.rowcast.topology.format.Decoding.add;
import static io.rowcast.topology.format.Decoding.json;
import static io.rowcast.topology.format.Decoding.remove;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DebeziumFormatTest {
    private static final String ROW = "{'id':1,'user_id':7,'item_id':'a','stars':2,'note':'x'}";

    private final Decoding plain = new Decoding("debezium");
    private final Decoding rated = new Decoding("debezium", "interactions.pointer.weight", "/stars");

    @ParameterizedTest
    @ValueSource(strings = {"c", "r"})
    void shouldAddTheEdgeWhenARowIsCreatedOrRead(String op) throws InvalidInteractionException {
        assertThat(rated.of(event(op, "null", ROW))).containsExactly(add("7", "a", 2, 50));
        assertThat(plain.of("{'schema':{'type':'struct'},'payload':" + event(op, "null", ROW) + "}"))
                .containsExactly(add("7", "a", 1, 50));
    }

    @Test
    void shouldTakeTheTimeOfTheConnectorWhenThatOfTheDatabaseIsMissing() throws Exception {
        assertThat(plain.of("{'op':'c','after':" + ROW + ",'ts_ms':60}")).containsExactly(add("7", "a", 1, 60));
        assertThat(plain.of("{'op':'c','after':" + ROW + "}")).containsExactly(Interaction.add("7", "a"));
    }

    @Test
    void shouldRemoveTheEdgeWhenTheRowIsDeleted() throws Exception {
        assertThat(rated.of(event("d", ROW, "null"))).containsExactly(remove("7", "a", 50));
    }

    @Test
    void shouldRemoveAndAddWhenIdsOfTheRowChange() throws Exception {
        String other = ROW.replace("'a'", "'b'");

        assertThat(plain.of(event("u", ROW, other))).containsExactly(remove("7", "a", 50), add("7", "b", 1, 50));
        assertThat(plain.of(event("u", "null", other))).containsExactly(add("7", "b", 1, 50));
    }

    @Test
    void shouldSayNothingWhenAnUpdateIsOfOtherColumns() throws Exception {
        String other = ROW.replace("'x'", "'y'").replace("'stars':2", "'stars':3");

        assertThat(plain.of(event("u", ROW, other))).isEmpty();
        assertThat(rated.of(event("u", ROW, other))).containsExactly(remove("7", "a", 50), add("7", "a", 3, 50));
    }

    @Test
    void shouldFollowAColumnThatMarksRowsAsDeleted() throws Exception {
        Decoding soft = new Decoding(
                "debezium",
                "interactions.pointer.op",
                "/gone",
                "interactions.op.add",
                "false",
                "interactions.op.remove",
                "true");
        String there = "{'user_id':7,'item_id':'a','gone':false}";
        String gone = there.replace("false", "true");

        assertThat(soft.of(event("u", there, gone))).containsExactly(remove("7", "a", 50));
        assertThat(soft.of(event("u", "null", gone))).containsExactly(remove("7", "a", 50));
        assertThat(soft.of(event("u", gone, there))).containsExactly(add("7", "a", 1, 50));
        assertThat(soft.of(event("u", gone, gone))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'t','source':{'table':'orders'},'ts_ms':5}",
                "{'op':'m','source':{},'message':{'prefix':'p'},'ts_ms':5}",
                "{'ts_ms':5}",
                "{'schema':{},'payload':{'ts_ms':5,'ts_us':5000}}",
                "{'schema':{},'payload':null}",
                "{'source':{},'databaseName':'shop','ddl':'alter table','tableChanges':[]}",
                "{'status':'END','id':'571:53195832','event_count':2,'data_collections':[],'ts_ms':5}"
            })
    void shouldPassOverWhatIsNoRow(String event) throws InvalidInteractionException {
        assertThat(plain.of(event)).isEmpty();
    }

    @Test
    void shouldPassOverATombstone() throws Exception {
        assertThat(plain.of((byte[]) null)).isEmpty();
    }

    @Test
    void shouldTakeTheKeyWhenADeletedRowIsMissingAndTheKeyIdentifiesTheEdge() throws Exception {
        byte[] deletion = json(event("d", "null", "null"));
        byte[] key = json("{'schema':{},'payload':{'user_id':7,'item_id':'a'}}");

        assertThat(plain.of(key, deletion, Map.of())).containsExactly(remove("7", "a", 50));
        assertThat(plain.of(json("{'user_id':7,'item_id':'a'}"), deletion, Map.of()))
                .containsExactly(remove("7", "a", 50));
        // PostgreSQL fills what is not in the key with nulls.
        assertThat(plain.of(key, json(event("d", "{'id':1,'user_id':null,'item_id':null}", "null")), Map.of()))
                .containsExactly(remove("7", "a", 50));
    }

    @Test
    void shouldSayWhatTheDatabaseMustLogWhenADeletedRowIsMissing() {
        assertThat(plain.reason(json("{'id':1}"), json(event("d", "null", "null")), Map.of()))
                .startsWith("before: is missing")
                .contains("REPLICA IDENTITY FULL");
        assertThat(plain.reason(event("d", "{'id':1,'user_id':7,'item_id':null}", "null")))
                .startsWith("before: item: is missing")
                .contains("REPLICA IDENTITY FULL");
        assertThat(plain.reason(event("u", ROW, ROW.replace("'a'", "'__debezium_unavailable_value'"))))
                .startsWith("after: item: is missing")
                .contains("REPLICA IDENTITY FULL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op':'x','after':{}} | op: must be one of",
                "{'op':'c','after':null,'source':{}} | after: is missing",
                "{'schema':{},'payload':[]} | payload: is not an object",
                "{'op':'c','after':{'user_id':7,'item_id':true}} | after: item: must be a string or an integer",
                "{'user':'u','item':'i'} | user: is missing at /user_id"
            })
    void shouldNameTheFieldWhenTheEventCannotBeRead(String event, String reason) {
        assertThat(plain.reason(event)).startsWith(reason);
    }

    @Test
    void shouldReadFlattenedEvents() throws Exception {
        String row = "{'user_id':7,'item_id':'a'%s}";

        assertThat(plain.of(row.formatted(""))).containsExactly(Interaction.add("7", "a"));
        assertThat(plain.of(row.formatted(",'__deleted':'false','__op':'u','__source_ts_ms':9")))
                .containsExactly(add("7", "a", 1, 9));
        assertThat(plain.of(row.formatted(",'__deleted':'true'"))).containsExactly(Interaction.remove("7", "a"));
        assertThat(plain.of(row.formatted(",'__op':'d'"))).containsExactly(Interaction.remove("7", "a"));
    }

    private static String event(String op, String before, String after) {
        return "{'before':%s,'after':%s,'source':{'connector':'postgresql','ts_ms':50},'op':'%s','ts_ms':60}"
                .formatted(before, after, op);
    }
}
