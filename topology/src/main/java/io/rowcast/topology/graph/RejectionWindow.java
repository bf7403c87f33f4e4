// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The last events of a task and which of them could not be applied: says when they are too many. Counted in events, so
 * that the same events give the same answer.
 */
public final class RejectionWindow {
    private static final int LEAST_SHARE_OF_WINDOW = 10;

    private final String[] kinds;
    private final double maxShare;
    private final Map<String, Integer> rejectedByKind = new HashMap<>();
    private int position;
    private int seen;
    private int rejected;

    /**
     * @param events size of the window, &gt;= 1; it says nothing before it has seen a tenth of that
     * @param maxShare the largest share of rejected events, in [0, 1]; 1 never says that they are too many
     */
    public RejectionWindow(int events, double maxShare) {
        this.kinds = new String[events];
        this.maxShare = maxShare;
    }

    /** Notes an event that was applied. */
    public void applied() {
        next(null);
    }

    /**
     * Notes an event that could not be applied.
     *
     * @param reason why; for counting its {@link #kindOf kind} matters
     * @return whether too many of the window's events could not be applied
     */
    public boolean rejected(String reason) {
        next(kindOf(reason));
        return seen >= Math.max(1, kinds.length / LEAST_SHARE_OF_WINDOW) && rejected > maxShare * seen;
    }

    /** The largest share of rejected events, in [0, 1]. */
    public double maxShare() {
        return maxShare;
    }

    /** The state of the window in words: counts, share, and the most frequent kind of reason. */
    public String describe() {
        Map.Entry<String, Integer> most = rejectedByKind.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElse(Map.entry("none", 0));
        return rejected + " of the last " + seen + " events (" + 100L * rejected / Math.max(1, seen)
                + "%) could not be applied, most often (" + most.getValue() + ") because of '" + most.getKey() + "'";
    }

    /** A reason without what differs from event to event: {@code value: is not valid JSON}, for example. */
    public static String kindOf(String reason) {
        int field = reason.indexOf(": ");
        int detail = field < 0 ? -1 : reason.indexOf(": ", field + 2);
        String kind = detail < 0 ? reason : reason.substring(0, detail);
        int place = kind.indexOf(" at byte ");
        return place < 0 ? kind : kind.substring(0, place);
    }

    private void next(String kind) {
        if (seen == kinds.length) {
            String leaving = kinds[position];
            if (leaving != null) {
                rejected--;
                rejectedByKind.computeIfPresent(leaving, (k, count) -> count == 1 ? null : count - 1);
            }
        } else {
            seen++;
        }
        kinds[position] = kind;
        if (kind != null) {
            rejected++;
            rejectedByKind.merge(kind, 1, Integer::sum);
        }
        position = position + 1 == kinds.length ? 0 : position + 1;
    }
}
