// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParquetFileTest {
    private static final MessageType SCHEMA = Types.buildMessage()
            .required(PrimitiveTypeName.INT64)
            .named("number")
            .required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named("text")
            .required(PrimitiveTypeName.INT32)
            .named("small")
            .optional(PrimitiveTypeName.INT32)
            .named("rare")
            .named("table");

    @TempDir
    private Path directory;

    /** The last is of several groups, and has more distinct values than a dictionary takes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 70_000, (1 << 20) + 5})
    void shouldBeReadBackWhenWritten(int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(rows);
        Path path = directory.resolve("table.parquet");
        Map<String, List<Object>> expected = new LinkedHashMap<>();
        SCHEMA.getFields().forEach(field -> expected.put(field.getName(), new ArrayList<>()));
        try (ParquetFile file = new ParquetFile(Files.newOutputStream(path), SCHEMA, List.of("number", "text"))) {
            for (int row = 0; row < rows; row++) {
                long number = random.nextLong();
                String text = "\u00fc" + random.nextInt(1000);
                int small = random.nextInt(rows);
                file.put(0, number);
                file.put(1, text);
                file.put(2, small);
                boolean there = random.nextInt(4) == 0;
                if (there) {
                    file.put(3, row);
                } else {
                    file.putNothing(3);
                }
                file.endRow();
                expected.get("number").add(number);
                expected.get("text").add(text);
                expected.get("small").add(small);
                expected.get("rare").add(there ? row : null);
            }
            file.complete();
        }

        Map<String, List<Object>> read = ParquetReader.read(path, SCHEMA);
        if (rows == 0) {
            assertThat(read).isEmpty();
        } else {
            assertThat(read.equals(expected))
                    .as("what was read is what was written")
                    .isTrue();
        }
    }
}
