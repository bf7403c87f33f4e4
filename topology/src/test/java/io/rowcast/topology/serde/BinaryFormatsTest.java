// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all binary formats have in common. */
final class BinaryFormatsTest {
    private static final int SAMPLES = 200;
    private static final long SEED = 20_261_121;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheSameBytesWhenDecodedAndEncodedAgain(BinaryFormat format) {
        for (int sample = 0; sample < SAMPLES; sample++) {
            byte[] bytes = format.random(random);
            assertThat(format.rewrite(bytes)).as(place(sample, bytes)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseItWhenTheVersionIsAnother(BinaryFormat format) {
        byte[] bytes = format.random(random);
        int own = bytes[0];
        for (int version = 0; version < 256; version++) {
            if (!format.reads(version, own)) {
                bytes[0] = (byte) version;
                assertThatThrownBy(() -> format.rewrite(bytes))
                        .isInstanceOf(CorruptRecordException.class)
                        .hasMessageMatching(".*: version " + version + " is not \\d( to \\d)?");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseItWhenThereIsNoValue(BinaryFormat format) {
        assertThatThrownBy(() -> format.rewrite(null))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageEndingWith(": there is no value");
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseItWhenItIsCutShort(BinaryFormat format) {
        for (int sample = 0; sample < SAMPLES; sample++) {
            byte[] bytes = format.random(random);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                String place = place(sample, cut);
                if (format == BinaryFormat.VOTES && length > 0) {
                    // A batch of fewer votes is a batch.
                    rewritesOrRefuses(format, cut, place, true);
                } else {
                    assertThatThrownBy(() -> format.rewrite(cut)).as(place).isInstanceOf(CorruptRecordException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseItWhenSomethingFollows(BinaryFormat format) {
        for (int sample = 0; sample < SAMPLES; sample++) {
            byte[] bytes = format.random(random);
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            longer[bytes.length] = (byte) random.nextInt(256);
            assertThatThrownBy(() -> format.rewrite(longer))
                    .as(place(sample, longer))
                    .isInstanceOf(CorruptRecordException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldOnlyEverRefuseItWhenBytesAreDamaged(BinaryFormat format) {
        for (int sample = 0; sample < 20 * SAMPLES; sample++) {
            byte[] bytes = format.random(random);
            int damages = 1 + random.nextInt(3);
            for (int i = 0; i < damages; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            rewritesOrRefuses(format, bytes, place(sample, bytes), false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldOnlyEverRefuseItWhenNumbersAreHuge(BinaryFormat format) {
        for (int sample = 0; sample < 5 * SAMPLES; sample++) {
            byte[] bytes = format.random(random);
            int from = 1 + random.nextInt(bytes.length);
            int size = 1 + random.nextInt(11);
            byte[] huge = Arrays.copyOf(bytes, bytes.length + size);
            Arrays.fill(huge, from, Math.min(huge.length, from + size - 1), (byte) 0xff);
            if (from + size - 1 < huge.length) {
                huge[from + size - 1] = (byte) random.nextInt(128);
            }
            rewritesOrRefuses(format, huge, place(sample, huge), false);
        }
    }

    /** Lets nothing but a {@link CorruptRecordException} escape. */
    private static void rewritesOrRefuses(BinaryFormat format, byte[] bytes, String place, boolean same) {
        try {
            byte[] again = format.rewrite(bytes);
            if (same) {
                assertThat(again).as(place).isEqualTo(bytes);
            }
        } catch (CorruptRecordException e) {
            assertThat(e).as(place).hasMessageMatching("(?s)\\w[\\w ]+: .+");
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new AssertionError(place, e);
        }
    }

    private static String place(int sample, byte[] bytes) {
        return "seed " + SEED + ", sample " + sample + ": "
                + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 200));
    }
}
