// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteWriterTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "127, 1", "128, 2", "16383, 2", "16384, 3", "2147483647, 5", "9223372036854775807, 9"})
    void shouldRoundTripVarints(long value, int bytes) {
        byte[] encoded = new ByteWriter(1).u8(9).varint(value).toBytes();
        assertThat(encoded).hasSize(1 + bytes);
        ByteReader reader = new ByteReader("test", encoded, 9);
        assertThat(reader.varint()).isEqualTo(value);
        reader.end();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void shouldRefuseAVarintWhenItIsNegative(long value) {
        byte[] encoded = new ByteWriter(1).u8(9).varint(value).toBytes();
        assertThatThrownBy(() -> new ByteReader("test", encoded, 9).varint())
                .isInstanceOf(CorruptRecordException.class)
                .hasMessage("test: a number is too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Größe", "\uD83D\uDE00", "0123456789012345678901234567890123456789"})
    void shouldRoundTripTextWhenTheBufferHasToGrow(String text) {
        byte[] encoded =
                new ByteWriter(0).u8(9).text(text).fixed(-5).u8(255).text(text).toBytes();
        ByteReader reader = new ByteReader("test", encoded, 9);
        assertThat(reader.text()).isEqualTo(text);
        assertThat(reader.fixed()).isEqualTo(-5);
        assertThat(reader.u8()).isEqualTo(255);
        assertThat(reader.text()).isEqualTo(text);
        assertThat(reader.atEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 0x1_0000_0001L, Long.MAX_VALUE})
    void shouldRefuseNumbersBeyondTheirLimit(long value) {
        byte[] encoded = new ByteWriter(16).u8(9).varint(value).toBytes();
        assertThatThrownBy(() -> new ByteReader("test", encoded, 9).varint(100))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessage("test: " + value + " is not in [0, 100]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void shouldRefuseCountsOfMoreThanIsLeft(int bytesEach) {
        byte[] encoded = new ByteWriter(16).u8(9).varint(100).fixed(0).fixed(0).toBytes();
        assertThatThrownBy(() -> new ByteReader("test", encoded, 9).count(bytesEach))
                .isInstanceOf(CorruptRecordException.class);
    }
}
