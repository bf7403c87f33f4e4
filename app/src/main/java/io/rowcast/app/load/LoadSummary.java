// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.util.Locale;

/**
 * What one load did.
 *
 * @param lines lines read by this load, header and blank lines included, those loaded before not
 * @param events events produced by this load
 * @param malformed malformed lines reported by this load
 * @param alreadyLoaded events that earlier loads of the same files had committed, so that they were passed over
 * @param bytes bytes of the sources passed, as stored, so compressed ones where the source is
 * @param seconds wall time
 * @param interrupted whether the load was stopped before the end of its input
 */
public record LoadSummary(
        long lines, long events, long malformed, long alreadyLoaded, long bytes, double seconds, boolean interrupted) {

    /** One line for the user. */
    public String toText() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s %,d events from %,d lines (%s) in %.1f s, %,.0f events/s, %,d malformed",
                interrupted ? "interrupted after" : "loaded",
                events,
                lines,
                Bytes.text(bytes),
                seconds,
                seconds > 0 ? events / seconds : 0.0,
                malformed));
        if (alreadyLoaded > 0) {
            text.append(String.format(Locale.ROOT, "; %,d events had been loaded before", alreadyLoaded));
        }
        return text.toString();
    }
}
