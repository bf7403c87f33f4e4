// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.graph.Side;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines with known hashes, which clients in other languages are tested against too, and sums against big integers. */
final class ContentHashTest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);
    private static final Mapping USER = new Mapping(Side.USER, "u1", 17, 2, 240, 1);
    private static final Mapping ITEM = new Mapping(Side.ITEM, "ü/7", 3, 0, Mapping.NO_ROW, 0);
    private static final RowState USER_ROW = new RowState(Side.USER, 17, 2, true);
    private static final RowState ITEM_ROW = new RowState(Side.ITEM, 3, 1, false);

    private final ContentHasher hasher = new ContentHasher();

    @Test
    void shouldHashLinesAsTold() {
        assertThat(hasher.of(USER)).hasToString("c8af1a5d95babbc9db5c48aca61c1c18");
        assertThat(hasher.of(ITEM)).hasToString("bd59a580b64b0c60d21d2b43657dbf2c");
        assertThat(hasher.of(USER_ROW)).hasToString("5893ee3cb0a2249be7c8d3a66c136009");
        assertThat(hasher.of(ITEM_ROW)).hasToString("74a55b0f70235ba803697b4aa154ab24");
    }

    @Test
    void shouldAddUpInAnyOrder() {
        ContentHash forth =
                hasher.of(USER).plus(hasher.of(ITEM)).plus(hasher.of(USER_ROW)).plus(hasher.of(ITEM_ROW));
        ContentHash back = hasher.of(ITEM_ROW)
                .plus(hasher.of(USER_ROW))
                .plus(hasher.of(ITEM))
                .plus(hasher.of(USER));

        assertThat(forth).hasToString("5342092a6ccb486e98abc2e11901e671").isEqualTo(back);
        assertThat(forth.minus(hasher.of(USER)).minus(hasher.of(ITEM)).minus(hasher.of(USER_ROW)))
                .isEqualTo(hasher.of(ITEM_ROW));
    }

    @Test
    void shouldCountModuloTwoToThe128() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            ContentHash a = new ContentHash(random.nextLong(), random.nextLong());
            ContentHash b = new ContentHash(random.nextLong(), i % 2 == 0 ? -1 : random.nextLong());

            assertThat(number(a.plus(b))).isEqualTo(number(a).add(number(b)).mod(MODULUS));
            assertThat(number(a.minus(b)))
                    .isEqualTo(number(a).subtract(number(b)).mod(MODULUS));
            assertThat(ContentHash.parse(a.toString())).isEqualTo(a);
        }
    }

    @Test
    void shouldRefuseTextsThatAreNoHash() {
        for (String text : new String[] {"", "0", "C8AF1A5D95BABBC9DB5C48ACA61C1C18", "0".repeat(33)}) {
            assertThatThrownBy(() -> ContentHash.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static BigInteger number(ContentHash hash) {
        return new BigInteger(hash.toString(), 16);
    }
}
