// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import static io.rowcast.topology.format.Decoding.add;
import static io.rowcast.topology.format.Decoding.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.Interaction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloudEventsFormatTest {
    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json; charset=UTF-8");
    private static final Map<String, String> BINARY = Map.of(
            "ce_specversion", "1.0",
            "ce_id", "1",
            "ce_source", "/shop",
            "ce_type", "shop.bought",
            "ce_time", "2026-01-01T00:00:00Z",
            "content-type", "application/json");
    private static final String DATA = "{'user':'u','item':'i'}";
    private static final long TIME = 1_767_225_600_000L;

    private final Decoding all = new Decoding("cloudevents");
    private final Decoding some =
            new Decoding("cloudevents", "interactions.cloudevents.types", "shop.bought, shop.returned");

    @Test
    void shouldReadTheDataOfAStructuredEvent() throws Exception {
        String event = "{'specversion':'1.0','id':'1','source':'/s','type':'t','time':'2026-01-01T00:00:00Z',%s}";

        assertThat(all.of(null, json(event.formatted("'data':" + DATA)), STRUCTURED))
                .containsExactly(add("u", "i", 1, TIME));
        assertThat(all.of(null, json(event.formatted("'data':{'user':'u','item':'i','timestamp':7}")), STRUCTURED))
                .containsExactly(add("u", "i", 1, 7));
        String base64 = Base64.getEncoder().encodeToString(json(DATA));
        assertThat(all.of(null, json(event.formatted("'data_base64':'" + base64 + "'")), STRUCTURED))
                .containsExactly(add("u", "i", 1, TIME));
    }

    @Test
    void shouldReadTheValueOfABinaryEvent() throws Exception {
        assertThat(all.of(null, json(DATA), BINARY)).containsExactly(add("u", "i", 1, TIME));
        assertThat(all.of(null, json(DATA), Map.of("ce_specversion", "1.0", "ce_type", "t")))
                .containsExactly(Interaction.add("u", "i"));
        assertThat(new Decoding("cloudevents", "interactions.pointer.item", "/sku")
                        .of(null, json("{'user':'u','sku':'x'}"), BINARY))
                .containsExactly(add("u", "x", 1, TIME));
    }

    @Test
    void shouldPassOverOtherTypesWhenSomeAreChosen() throws Exception {
        Map<String, String> other = new HashMap<>(BINARY);
        other.put("ce_type", "shop.seen");

        assertThat(some.of(null, json(DATA), BINARY)).hasSize(1);
        assertThat(some.of(null, "not read".getBytes(StandardCharsets.UTF_8), other))
                .isEmpty();
        assertThat(some.of(null, json("{'specversion':'1.0','type':'shop.seen'}"), STRUCTURED))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'specversion':'0.3','type':'t','data':{}} | specversion: is not 1.x",
                "{'type':'t','data':{}} | specversion: is missing",
                "{'specversion':1.0,'type':'t','data':{}} | specversion: must be a string",
                "{'specversion':'1.0','data':{}} | type: is missing",
                "{'specversion':'1.0','type':'t'} | data: is missing",
                "{'specversion':'1.0','type':'t','data':'{}'} | data: is not an object",
                "{'specversion':'1.0','type':'t','data_base64':'%'} | data_base64: is not base64",
                "{'specversion':'1.0','type':'t','data_base64':'AAAA'} | value: is not UTF-8 JSON",
                "{'specversion':'1.0','type':'t','datacontenttype':'text/xml','data':{}} | datacontenttype: data must",
                "{'specversion':'1.0','type':'t','time':'now','data':{'user':'u','item':'i'}} | time: must be",
                "{'specversion':'1.0','type':'t','data':{'user':'u'}} | item: is missing at /item",
                "nonsense | value: is not valid JSON"
            })
    void shouldNameTheAttributeWhenAStructuredEventCannotBeRead(String event, String reason) {
        assertThat(all.reason(null, json(event), STRUCTURED)).startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content-type | application/cloudevents-batch+json | content-type: of structured",
                "content-type | application/avro | content-type: data must be JSON",
                "ce_specversion | 2.0 | specversion: is not 1.x",
                "ce_time | now | time: must be"
            })
    void shouldNameTheHeaderWhenABinaryEventCannotBeRead(String header, String value, String reason) {
        Map<String, String> headers = new HashMap<>(BINARY);
        headers.put(header, value);

        assertThat(all.reason(null, json(DATA), headers)).startsWith(reason);
    }

    @Test
    void shouldRefuseARecordThatIsNoCloudEvent() {
        assertThat(all.reason(DATA)).startsWith("specversion: is missing");
        assertThat(all.reason(null, null, BINARY)).isEqualTo("value: is null");
    }
}
