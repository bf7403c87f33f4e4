// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CodePointOrderTest {

    @Test
    void shouldOrderIdsByCodePointWhenThereAreSurrogates() {
        List<String> ids = new ArrayList<>();
        List<String> characters =
                List.of("a", "z", "\u00e9", "\ud7ff", "\ue000", "\uffff", "\ud83d\ude00", "\ud800\udc00");
        for (String first : characters) {
            ids.add(first);
            characters.forEach(second -> ids.add(first + second));
        }
        List<String> expected = new ArrayList<>(ids);
        // The bytes of UTF-8 sort as the code points do.
        expected.sort((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        Collections.shuffle(ids, new Random(1));
        ids.sort(CodePointOrder.OF_TEXTS);

        assertThat(ids).isEqualTo(expected);
    }
}
