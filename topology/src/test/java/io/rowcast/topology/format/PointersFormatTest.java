// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import static io.rowcast.topology.format.Decoding.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PointersFormatTest {
    private final Decoding orders = new Decoding(
            "pointers",
            "interactions.pointer.user",
            "/customer/id",
            "interactions.pointer.item",
            "/lines/*/sku",
            "interactions.pointer.weight",
            "/lines/*/quantity",
            "interactions.pointer.timestamp",
            "/at",
            "interactions.pointer.op",
            "/kind",
            "interactions.op.add",
            "sold",
            "interactions.op.remove",
            "refund, deleted",
            "interactions.op.ignore",
            "seen");

    @Test
    void shouldGiveAnInteractionForEachElementWhenThePointerLeadsThroughAnArray() throws Exception {
        assertThat(orders.of("{'customer':{'id':7},'lines':[{'sku':'a','quantity':2},{'sku':12345678901234567890}],"
                        + "'at':'2026-01-01T01:00:00.5+01:00','kind':'sold'}"))
                .containsExactly(
                        add("7", "a", 2, 1_767_225_600_500L), add("7", "12345678901234567890", 1, 1_767_225_600_500L));
        assertThat(orders.of("{'customer':{'id':7},'lines':[]}")).isEmpty();
    }

    @Test
    void shouldReadOurOwnFieldsWhenNoPointerIsGiven() throws Exception {
        assertThat(new Decoding("pointers")
                        .of("{'user':'u','item':'i','weight':2.5,'timestamp':5,'op':'remove','more':[1]}"))
                .containsExactly(new Interaction(Interaction.Op.REMOVE, "u", "i", 2.5, 5));
        assertThat(new Decoding("pointers").of("{'user':null,'item':'i','op':'forget'}"))
                .containsExactly(Interaction.forgetItem("i"));
    }

    @Test
    void shouldGiveAnInteractionForEachIdWhenThePointerLeadsToAnArrayOfThem() throws Exception {
        List<Interaction> both = List.of(Interaction.add("u", "a"), Interaction.add("u", "b"));

        assertThat(new Decoding("pointers").of("{'user':'u','item':['a','b']}")).isEqualTo(both);
        assertThat(new Decoding("pointers", "interactions.pointer.item", "/x/*").of("{'user':'u','x':['a','b']}"))
                .isEqualTo(both);
    }

    @Test
    void shouldTranslateWordsOfOperations() throws Exception {
        String event = "{'customer':{'id':'c'},'lines':[{'sku':'a'}],'kind':'%s'}";

        assertThat(orders.of(event.formatted("refund"))).containsExactly(Interaction.remove("c", "a"));
        assertThat(orders.of(event.formatted("deleted"))).containsExactly(Interaction.remove("c", "a"));
        assertThat(orders.of(event.formatted("seen"))).isEmpty();
        assertThat(orders.of("{'customer':{'id':'c'},'lines':[{'sku':'a'}]}"))
                .containsExactly(Interaction.add("c", "a"));
        // Its own word has given way to those of the configuration.
        assertThat(orders.reason(event.formatted("add"))).startsWith("op: is none of the words");
        assertThat(new Decoding("pointers", "interactions.pointer.op", "/gone", "interactions.op.remove", "true")
                        .of("{'user':'u','item':'i','gone':true}"))
                .containsExactly(Interaction.remove("u", "i"));
    }

    @ParameterizedTest
    @CsvSource({"s,1767225600,1767225600000", "ms,5,5", "us,5999,5", "ns,5999999,5", "s,1.5,1500", "ms,0,0"})
    void shouldReadNumbersAsTimesOfTheUnit(String unit, String number, long ms) throws InvalidInteractionException {
        assertThat(new Decoding("pointers", "interactions.timestamp.unit", unit)
                        .of("{'user':'u','item':'i','timestamp':" + number + "}"))
                .containsExactly(add("u", "i", 1, ms));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'customer':{},'lines':[{'sku':'a'}]} | user: is missing at /customer/id",
                "{'customer':{'id':1.5},'lines':[{'sku':'a'}]} | user: must be a string or an integer",
                "{'customer':{'id':1}} | item: there is no array at /lines",
                "{'customer':{'id':1},'lines':[{'sku':'a'},{}]} | item: is missing at /lines/*/sku",
                "{'customer':{'id':1},'lines':[{'sku':'a','quantity':'many'}]} | weight: must be a number",
                "{'customer':{'id':1},'lines':[{'sku':'a'}],'at':'yesterday'} | timestamp: must be a time",
                "{'customer':{'id':1},'lines':[{'sku':'a'}],'at':'2026-01-01T00:00:00'} | timestamp: must be a time",
                "{'customer':{'id':1},'lines':[{'sku':'a'}],'at':-1} | timestamp: must be a time",
                "{'customer':{'id':1},'lines':[{'sku':'a'}],'at':1e99} | timestamp: must be a time",
                "{'customer':{'id':1},'lines':[{'sku':'a'}],'kind':{}} | op: must be a word",
                "[] | value: is not a JSON object",
                "{} {} | value: is not valid JSON at byte",
                "{'a':1,'a':2} | value: is not valid JSON at byte",
                "{'a' | value: is not valid JSON at byte",
                "`` | value: is not"
            })
    void shouldNameTheFieldWhenTheEventCannotBeRead(String event, String reason) {
        assertThat(orders.reason(event)).startsWith(reason);
    }

    @Test
    void shouldKeepTheLimitsOfOurOwnJson() {
        assertThat(orders.reason("{'a':" + "[".repeat(70) + "]".repeat(70) + "}"))
                .startsWith("value: is not valid JSON");
        assertThat(orders.reason(null, "{\"user\":\"ü\"}".getBytes(StandardCharsets.UTF_16), Map.of()))
                .startsWith("value: is not");
        assertThat(orders.reason(null, new byte[] {'"', (byte) 0xff, '"', ' ', ' '}, Map.of()))
                .startsWith("value: is not UTF-8");
        assertThat(orders.reason(null, null, Map.of())).isEqualTo("value: is null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interactions.pointer.user=customer",
                "interactions.pointer.user=/users/*/id",
                "interactions.pointer.item=/a/*/b/*",
                "interactions.pointer.weight=/lines/*/quantity",
                "interactions.timestamp.unit=minutes",
                "interactions.weight.default=0",
                "interactions.weight.default=NaN",
                "interactions.op.remove=add"
            })
    void shouldNameTheKeyWhenASettingCannotBeUsed(String setting) {
        String[] parts = setting.split("=");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new Decoding("pointers", parts))
                .withMessageContaining(parts[0]);
    }
}
