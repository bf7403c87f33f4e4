// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.dlq;

import java.util.Locale;

/**
 * Which letters are meant.
 *
 * @param reason text that the reason contains, in upper or lower case; empty for any
 * @param sinceMs least timestamp, in milliseconds since the epoch; 0 for any
 */
public record LetterFilter(String reason, long sinceMs) {
    public LetterFilter {
        reason = reason.toLowerCase(Locale.ROOT);
    }

    public boolean accepts(DeadLetter letter) {
        return letter.timestamp() >= sinceMs
                && letter.reason().toLowerCase(Locale.ROOT).contains(reason);
    }
}
