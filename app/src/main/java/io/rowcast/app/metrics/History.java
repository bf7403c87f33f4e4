// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.metrics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The latest samples, oldest first; at most {@link #MOST}. */
public final class History {
    /** Fifteen minutes of one a second. */
    public static final int MOST = 900;

    private final Deque<Sample> samples = new ArrayDeque<>(MOST);

    synchronized void add(Sample sample) {
        if (samples.size() == MOST) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    public synchronized Optional<Sample> last() {
        return Optional.ofNullable(samples.peekLast());
    }

    /** The samples taken after a time in milliseconds since the epoch. */
    public synchronized List<Sample> since(long time) {
        List<Sample> later = new ArrayList<>();
        for (Sample sample : samples) {
            if (sample.time() > time) {
                later.add(sample);
            }
        }
        return later;
    }
}
