// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.CodebookVersion.Parameters;
import io.rowcast.topology.codebook.CodebookVersion.Rows;
import io.rowcast.topology.codebook.ContentHash;
import io.rowcast.topology.codebook.TableSum;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodebookVersionJsonTest {
    private static final String TEXT = "{\"v\":1,\"version\":12,\"topic\":\"rowcast-codebook-mappings\","
            + "\"created\":1767225600000,\"offsets\":[1200,1188],\"users\":29858,\"items\":40981,\"rows\":6000,"
            + "\"user_rows_in_use\":5990,\"item_rows_in_use\":5987,\"hash\":\"5342092a6ccb486e98abc2e11901e671\","
            + "\"parameters\":{\"rho\":0.01,\"hysteresis\":0.5,"
            + "\"weighting\":{\"user\":\"degree\",\"item\":\"sqrt\",\"edge\":\"set\"}},"
            + "\"changed\":{\"user\":\"CQAB\",\"item\":\"\"},\"reset\":{\"user\":\"\",\"item\":\"gA==\"},"
            + "\"freed\":{\"user\":\"AQ==\",\"item\":\"\"}}";

    private static final CodebookVersion VERSION = new CodebookVersion(
            12,
            "rowcast-codebook-mappings",
            1767225600000L,
            List.of(1200L, 1188L),
            6000,
            new TableSum(29858, 40981, 5990, 5987, ContentHash.parse("5342092a6ccb486e98abc2e11901e671")),
            new Parameters(0.01, 0.5, "degree", "sqrt", "set"),
            new Rows(bits(0, 3, 16), bits()),
            new Rows(bits(), bits(7)),
            new Rows(bits(0), bits()));

    private static BitSet bits(int... rows) {
        BitSet bits = new BitSet();
        IntStream.of(rows).forEach(bits::set);
        return bits;
    }

    private static CodebookVersion decode(String key, String value) {
        return CodebookVersionJson.decode(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldWriteItAsTold() {
        assertThat(new String(CodebookVersionJson.value(VERSION), StandardCharsets.UTF_8))
                .isEqualTo(TEXT);
        assertThat(new String(CodebookVersionJson.key(12), StandardCharsets.UTF_8))
                .isEqualTo("12");
    }

    @Test
    void shouldReadWhatItWrote() {
        assertThat(decode("12", TEXT)).isEqualTo(VERSION);
    }

    @Test
    void shouldPassOverFieldsWhenItDoesNotKnowThem() {
        String more = TEXT.replace("\"users\"", "\"x\":{\"hash\":[1,{}]},\"y\":[[1]],\"z\":null,\"users\"")
                .replace("\"rho\"", "\"eta\":1,\"rho\"");

        assertThat(decode("12", more)).isEqualTo(VERSION);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|\"v\":1|, |\"v\":2|, form 2 is not 1",
                "|\"v\":1,|, ||, no field v",
                "|\"version\":12|, |\"version\":13|, it is version 13",
                "|\"users\":29858|, |\"users\":-1|, the field users is below 0",
                "|\"users\":29858|, |\"users\":1.5|, the field users is no integer",
                "|[1200,1188]|, |[1200,-1]|, an offset is below 0",
                "|5342092a|, |5342092A|, not 32 lower-case hexadecimal digits",
                "|\"rows\":6000|, |\"rows\":16|, the field changed.user has row 16 of 16",
                "|\"item\":\"gA==\"|, |\"item\":\"g?\"|, Illegal base64",
                "|\"sqrt\"|, |\"sqrt|, Unexpected",
            })
    void shouldRefuseWhatIsNoVersion(String found, String replacement, String problem) {
        assertThatThrownBy(() -> decode("12", TEXT.replace(found, replacement == null ? "" : replacement)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a version under the key '12'")
                .hasMessageContaining(problem);
    }

    @Test
    void shouldRefuseARecordWithoutAKey() {
        assertThatThrownBy(() -> CodebookVersionJson.decode(null, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
