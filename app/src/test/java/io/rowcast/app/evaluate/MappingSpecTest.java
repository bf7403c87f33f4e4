// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MappingSpecTest {

    @ParameterizedTest
    @CsvSource({
        "full,full,FULL,,0",
        "all rows=full,all rows,FULL,,0",
        "hash:60,hash:60,HASH,,60",
        "chance=hash:60,chance,HASH,,60",
        "dir/rows.csv,rows,FILE,dir/rows.csv,0",
        "rows.csv.gz,rows,FILE,rows.csv.gz,0",
        "a=dir/b=c.csv,a,FILE,dir/b=c.csv,0",
        "other:60,other:60,FILE,other:60,0",
    })
    void shouldTellTheKindsApart(String text, String label, String kind, String file, int rows) {
        MappingSpec spec = MappingSpec.parse(text);

        assertThat(spec.label()).isEqualTo(label);
        assertThat(spec.kind()).hasToString(kind);
        assertThat(spec.file() == null ? null : spec.file().toString()).isEqualTo(file);
        assertThat(spec.rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=full", "a=", "hash:0"})
    void shouldRefuseWhatIsNeither(String text) {
        assertThatThrownBy(() -> MappingSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
