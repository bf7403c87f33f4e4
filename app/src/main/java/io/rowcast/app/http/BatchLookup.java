// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.rowcast.topology.graph.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Finds the rows of a batch. The owners of its ids are asked all at the same time; for what they do not answer, those that have
 * copies, again all at once; and so on until one deadline.
 */
final class BatchLookup {
    /** How long all of it may take. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /** How long one round may take, so that there is time for those that have copies. */
    static final Duration ROUND = Duration.ofMillis(800);

    private final Instances instances;
    private final LongSupplier nanoClock;

    /** Request and answer alike have the two sides. */
    record Batch<T>(List<T> users, List<T> items) {
        List<T> of(Side side) {
            return side == Side.USER ? users : items;
        }
    }

    /** An id of the batch, and where it stands. */
    record Place(Side side, int position, String id) {}

    /** This instance and the others. */
    interface Instances {
        /** Who has an id, in the order in which to ask; none where only this instance may be asked. */
        List<HostInfo> holders(Place place);

        boolean isSelf(HostInfo host);

        /** What a store of this instance says; empty if none has the id's partition. */
        Optional<LookupAnswer> here(Place place);

        /** What is said where nobody answers. */
        LookupAnswer unavailable(Place place);

        /** Asks others at the same time; gives the answers, in order, of those that answered within a time. */
        Map<HostInfo, Batch<LookupAnswer>> ask(Map<HostInfo, Batch<String>> ids, Duration limit);
    }

    private record Open(Place place, List<HostInfo> holders) {}

    /**
     * @param nanoClock a monotonic clock
     */
    BatchLookup(Instances instances, LongSupplier nanoClock) {
        this.instances = instances;
        this.nanoClock = nanoClock;
    }

    /** The answers, in the order of the ids. */
    Batch<LookupAnswer> answer(Batch<String> ids) {
        long startNanos = nanoClock.getAsLong();
        Batch<LookupAnswer> answers = new Batch<>(
                Arrays.asList(new LookupAnswer[ids.users().size()]),
                Arrays.asList(new LookupAnswer[ids.items().size()]));
        List<Open> open = new ArrayList<>();
        for (Side side : Side.values()) {
            for (int i = 0; i < ids.of(side).size(); i++) {
                Place place = new Place(side, i, ids.of(side).get(i));
                open.add(new Open(place, instances.holders(place)));
            }
        }
        for (int choice = 0; !open.isEmpty(); choice++) {
            long leftNanos = DEADLINE.toNanos() - (nanoClock.getAsLong() - startNanos);
            open = round(choice, open, Duration.ofNanos(Math.min(ROUND.toNanos(), leftNanos)), answers);
        }
        return answers;
    }

    /** Returns what is still open. */
    private List<Open> round(int choice, List<Open> open, Duration limit, Batch<LookupAnswer> answers) {
        List<Open> still = new ArrayList<>();
        Map<HostInfo, List<Open>> remote = new LinkedHashMap<>();
        for (Open each : open) {
            boolean last = choice >= each.holders().size();
            if (last || instances.isSelf(each.holders().get(choice))) {
                Optional<LookupAnswer> here = instances.here(each.place());
                if (here.isEmpty() && !last) {
                    still.add(each);
                } else {
                    set(answers, each, here.orElseGet(() -> instances.unavailable(each.place())));
                }
            } else if (limit.isNegative() || limit.isZero()) {
                still.add(each);
            } else {
                remote.computeIfAbsent(each.holders().get(choice), host -> new ArrayList<>())
                        .add(each);
            }
        }
        if (!remote.isEmpty()) {
            still.addAll(ask(remote, limit, answers));
        }
        return still;
    }

    private List<Open> ask(Map<HostInfo, List<Open>> remote, Duration limit, Batch<LookupAnswer> answers) {
        Map<HostInfo, Batch<String>> ids = new LinkedHashMap<>();
        remote.forEach((host, places) -> {
            Batch<String> ofHost = new Batch<>(new ArrayList<>(), new ArrayList<>());
            places.forEach(
                    each -> ofHost.of(each.place().side()).add(each.place().id()));
            ids.put(host, ofHost);
        });
        Map<HostInfo, Batch<LookupAnswer>> answered = instances.ask(ids, limit);
        List<Open> still = new ArrayList<>();
        remote.forEach((host, places) -> {
            Batch<LookupAnswer> theirs = answered.get(host);
            int[] next = new int[Side.values().length];
            for (Open each : places) {
                Side side = each.place().side();
                LookupAnswer answer = theirs == null ? null : theirs.of(side).get(next[side.code()]++);
                if (answer == null || LookupAnswer.UNAVAILABLE.equals(answer.why())) {
                    still.add(each);
                } else {
                    set(answers, each, answer);
                }
            }
        });
        return still;
    }

    private static void set(Batch<LookupAnswer> answers, Open open, LookupAnswer answer) {
        answers.of(open.place().side()).set(open.place().position(), answer);
    }
}
