// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import java.util.Comparator;

/** Orders texts by their code points, as the bytes of UTF-8 do. */
public final class CodePointOrder {
    /** Differs from {@link String#compareTo} where surrogate pairs meet characters from U+E000 on. */
    public static final Comparator<String> OF_TEXTS = CodePointOrder::compare;

    private CodePointOrder() {}

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean pairX = Character.isSurrogate(x);
                return pairX == Character.isSurrogate(y) ? Character.compare(x, y) : pairX ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
