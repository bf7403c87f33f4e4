// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.graph.Interaction;

/** What an id may look like: any non-empty text whose UTF-8 form fits {@link Interaction#MAX_ID_BYTES}. */
public final class Ids {
    private Ids() {}

    /** What is wrong with an id, or {@code null} if nothing is. */
    public static String problemOf(String id) {
        if (id.isEmpty()) {
            return "is empty";
        }
        int bytes = 0;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < id.length()
                    && Character.isLowSurrogate(id.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                // Encoding would replace it by '?', and two ids could become one.
                return "has an unpaired surrogate";
            }
        }
        return bytes > Interaction.MAX_ID_BYTES ? "is longer than " + Interaction.MAX_ID_BYTES + " bytes" : null;
    }
}
