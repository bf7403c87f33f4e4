// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.forget;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a request to forget a user or an item, as found on the topics.
 *
 * @param side {@code user} or {@code item}
 * @param complete whether everything was done within the time
 * @param known whether anything was stored of it
 * @param rejected why the event went to the dead-letter topic, or {@code null}
 * @param seconds from sending the event to the end
 * @param event where the event that asks for it is
 * @param deletions tombstones that are the latest records of their keys
 * @param votes edges taken back at their items
 * @param cameBack records written behind a deletion, by events that came later
 * @param missing what was still being waited for when the time was up
 * @param remains what is not erased by this
 */
public record Receipt(
        String side,
        String id,
        boolean complete,
        boolean known,
        String rejected,
        double seconds,
        Place event,
        List<Deletion> deletions,
        List<VotesTaken> votes,
        List<Deletion> cameBack,
        List<String> missing,
        List<Remains> remains) {

    /** A record, and what it is of. */
    public record Deletion(String what, Place place) {}

    /**
     * Votes taken back, one for each edge, in one partition.
     *
     * @param first the first record
     * @param lastOffset offset of the last one
     * @param edges how many
     */
    public record VotesTaken(Place first, long lastOffset, long edges) {}

    /**
     * What is left somewhere, and for how long.
     *
     * @param place a topic, or other place
     * @param settings of the topic, that say for how long
     */
    public record Remains(String place, String what, Map<String, String> settings) {
        public Remains {
            settings = new TreeMap<>(settings);
        }
    }

    /** In words, a line each. */
    public String toText() {
        List<String> lines = new ArrayList<>();
        lines.add(headline());
        lines.add("asked for by the event at " + event);
        deletions.forEach(deletion -> lines.add("deleted: " + deletion.what() + ", at " + deletion.place()));
        for (VotesTaken taken : votes) {
            lines.add(String.format(
                    Locale.ROOT,
                    "taken back: votes of %,d edges, at %s to %d",
                    taken.edges(),
                    taken.first(),
                    taken.lastOffset()));
        }
        cameBack.forEach(
                record -> lines.add("came back with a later event: " + record.what() + ", at " + record.place()));
        missing.forEach(what -> lines.add("not seen in time: " + what));
        lines.add("not erased by this:");
        for (Remains left : remains) {
            StringBuilder line =
                    new StringBuilder("  ").append(left.place()).append(": ").append(left.what());
            left.settings()
                    .forEach((key, value) ->
                            line.append(' ').append(key).append('=').append(value));
            lines.add(line.toString());
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String headline() {
        String who = side + " " + id;
        if (rejected != null) {
            return who + " is not forgotten, the event went to the dead letters: " + rejected;
        }
        if (!complete) {
            return String.format(Locale.ROOT, "%s is not yet forgotten after %.1f s", who, seconds);
        }
        return known
                ? String.format(Locale.ROOT, "%s is forgotten, in %.1f s", who, seconds)
                : "nothing was stored of " + who;
    }
}
