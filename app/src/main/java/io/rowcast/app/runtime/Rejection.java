// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import java.util.Locale;

/** Kinds of reasons for which events go to the dead letters: as many as there are, whatever the reasons say. */
public enum Rejection {
    /** The event as a whole cannot be read. */
    VALUE,
    /** The user is missing or is no id. */
    USER,
    /** The item is missing or is no id. */
    ITEM,
    WEIGHT,
    TIMESTAMP,
    OP,
    /** An id has the hash of another. */
    HASH,
    /** Any field of a format that is not Rowcast's own. */
    OTHER;

    /** The kind of a reason, which begins with a field and a colon. */
    static Rejection of(String reason) {
        if (reason.contains("hash is that of another")) {
            return HASH;
        }
        int colon = reason.indexOf(':');
        String field = colon < 0 ? "" : reason.substring(0, colon);
        for (Rejection rejection : values()) {
            if (rejection.word().equals(field)) {
                return rejection == HASH ? OTHER : rejection;
            }
        }
        return OTHER;
    }

    /** The kind in one lower-case word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
