// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemas against every version of them that was released, which {@code src/test/resources/schemas} keeps, a folder each:
 * what any of them has written can be read by any other.
 */
final class SchemaCompatibilityTest {
    private static final int RELEASED = 1;

    static Stream<String> avro() {
        return Stream.of("Interaction.avsc", "CodebookEntry.avsc");
    }

    static Stream<String> protobuf() {
        return Stream.of("Interaction.proto", "CodebookEntry.proto");
    }

    @ParameterizedTest
    @MethodSource("avro")
    void shouldReadAndBeReadByEveryReleasedAvroSchema(String name) {
        Schema current = Schemas.current(name);
        for (int version = 1; version <= RELEASED; version++) {
            Schema released = new Schema.Parser().parse(Schemas.text("/schemas/" + version + "/" + name));

            assertThat(compatibility(current, released))
                    .as("%s reads %d", name, version)
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            assertThat(compatibility(released, current))
                    .as("%d reads %s", version, name)
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @MethodSource("protobuf")
    void shouldKeepNumbersAndTypesOfEveryReleasedProtobufSchema(String name) throws Exception {
        Descriptor current = Schemas.message(Schemas.text("/schemas/" + name));
        for (int version = 1; version <= RELEASED; version++) {
            Descriptor released = Schemas.message(Schemas.text("/schemas/" + version + "/" + name));

            assertThat(released.getFields()).isNotEmpty();
            for (FieldDescriptor field : released.getFields()) {
                FieldDescriptor now = current.findFieldByNumber(field.getNumber());
                assertThat(now).as("%s, field %d", name, field.getNumber()).isNotNull();
                assertThat(now.getType()).as(field.getName()).isEqualTo(field.getType());
                assertThat(now.getName()).isEqualTo(field.getName());
                if (field.getType() == FieldDescriptor.Type.ENUM) {
                    assertThat(now.getEnumType().getValues().toString())
                            .isEqualTo(field.getEnumType().getValues().toString());
                }
            }
        }
    }

    @Test
    void shouldNoticeWhatIsIncompatible() {
        Schema current = Schemas.current("Interaction.avsc");
        Schema required = new Schema.Parser()
                .parse(current.toString().replace("\"fields\":[", "\"fields\":[{\"name\":\"more\",\"type\":\"int\"},"));
        Schema other = new Schema.Parser().parse(current.toString().replace("\"double\"", "\"boolean\""));

        assertThat(compatibility(required, current)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
        assertThat(compatibility(other, current)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }
}
