// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

/** Tells ids that are the decimal text of a 64-bit integer, and no other text of it, so that the integer can stand for them. */
final class DecimalId {
    private static final String MOST = "9223372036854775807";
    private static final String LEAST = "9223372036854775808";

    private DecimalId() {}

    /** Whether {@code Long.toString(Long.parseLong(id))} is the id; so not for {@code 007}, {@code +1} or {@code -0}. */
    static boolean is(String id) {
        boolean negative = id.startsWith("-");
        int first = negative ? 1 : 0;
        int digits = id.length() - first;
        if (digits < 1 || digits > MOST.length() || (id.charAt(first) == '0' && (digits > 1 || negative))) {
            return false;
        }
        for (int i = first; i < id.length(); i++) {
            if (id.charAt(i) < '0' || id.charAt(i) > '9') {
                return false;
            }
        }
        return digits < MOST.length() || id.substring(first).compareTo(negative ? LEAST : MOST) <= 0;
    }
}
