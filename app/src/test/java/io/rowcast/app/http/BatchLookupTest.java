// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.http.BatchLookup.Batch;
import io.rowcast.app.http.BatchLookup.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

/** Which instances are asked for what, and in which order. */
final class BatchLookupTest {
    private static final HostInfo SELF = new HostInfo("self", 1);
    private static final HostInfo A = new HostInfo("a", 1);
    private static final HostInfo B = new HostInfo("b", 1);
    private static final HostInfo C = new HostInfo("c", 1);

    private final Deployment deployment = new Deployment();
    private long nanos;

    /** Ids begin with the letters of those who have them, in order. */
    private final class Deployment implements BatchLookup.Instances {
        private final List<String> asked = new ArrayList<>();
        private final List<HostInfo> silent = new ArrayList<>();
        private final List<HostInfo> without = new ArrayList<>();
        private Duration takes = Duration.ZERO;

        @Override
        public List<HostInfo> holders(Place place) {
            List<HostInfo> holders = new ArrayList<>();
            for (char letter : place.id().substring(0, place.id().indexOf('-')).toCharArray()) {
                holders.add(letter == 's' ? SELF : letter == 'a' ? A : letter == 'b' ? B : C);
            }
            return holders;
        }

        @Override
        public boolean isSelf(HostInfo host) {
            return host.equals(SELF);
        }

        @Override
        public Optional<LookupAnswer> here(Place place) {
            return holders(place).contains(SELF) && !without.contains(SELF)
                    ? Optional.of(found(place.id(), SELF))
                    : Optional.empty();
        }

        @Override
        public LookupAnswer unavailable(Place place) {
            return LookupAnswer.fallback(place.id(), 7, LookupAnswer.UNAVAILABLE);
        }

        @Override
        public Map<HostInfo, Batch<LookupAnswer>> ask(Map<HostInfo, Batch<String>> ids, Duration limit) {
            asked.add(String.join(
                    " ", ids.keySet().stream().map(HostInfo::host).sorted().toList()));
            nanos += Math.min(takes.toNanos(), limit.toNanos());
            Map<HostInfo, Batch<LookupAnswer>> answers = new HashMap<>();
            ids.forEach((host, ofHost) -> {
                if (!silent.contains(host)) {
                    answers.put(host, new Batch<>(answers(host, ofHost.users()), answers(host, ofHost.items())));
                }
            });
            return answers;
        }

        private List<LookupAnswer> answers(HostInfo host, List<String> ids) {
            return ids.stream()
                    .map(id -> without.contains(host)
                            ? LookupAnswer.fallback(id, 7, LookupAnswer.UNAVAILABLE)
                            : found(id, host))
                    .toList();
        }
    }

    private static LookupAnswer found(String id, HostInfo by) {
        return new LookupAnswer(id, true, "settled", null, 3, 0, null, null, by.host());
    }

    /** Ids with who answered them. */
    private List<String> answers(List<String> users, List<String> items) {
        Batch<LookupAnswer> batch = new BatchLookup(deployment, () -> nanos).answer(new Batch<>(users, items));
        List<String> answers = new ArrayList<>();
        for (List<LookupAnswer> side : List.of(batch.users(), batch.items())) {
            side.forEach(answer -> answers.add(answer.id() + " " + (answer.found() ? answer.store() : answer.why())));
        }
        return answers;
    }

    @Test
    void shouldAskEveryOwnerOnceAndKeepTheOrderOfTheIds() {
        assertThat(answers(List.of("a-1", "s-2", "b-3", "a-4"), List.of("b-5", "a-6")))
                .containsExactly("a-1 a", "s-2 self", "b-3 b", "a-4 a", "b-5 b", "a-6 a");
        assertThat(deployment.asked).containsExactly("a b");
    }

    @Test
    void shouldAskThoseWithCopiesWhenOwnersDoNotAnswer() {
        deployment.silent.add(A);
        assertThat(answers(List.of("ab-1", "ac-2", "as-3", "b-4"), List.of("a-5")))
                .containsExactly("ab-1 b", "ac-2 c", "as-3 self", "b-4 b", "a-5 unavailable");
        assertThat(deployment.asked).containsExactly("a b", "b c");
    }

    @Test
    void shouldAskThoseWithCopiesWhenOwnersNoLongerHaveTheId() {
        deployment.without.addAll(List.of(A, SELF));
        assertThat(answers(List.of("ab-1", "sb-2", "sa-3"), List.of()))
                .containsExactly("ab-1 b", "sb-2 b", "sa-3 unavailable");
        assertThat(deployment.asked).containsExactly("a", "a b");
    }

    @Test
    void shouldAskNobodyAnyMoreWhenTheDeadlineHasPassed() {
        deployment.silent.addAll(List.of(A, B, C));
        deployment.takes = Duration.ofSeconds(1);
        assertThat(answers(List.of("abcabcs-1", "abcabc-2"), List.of()))
                .containsExactly("abcabcs-1 self", "abcabc-2 unavailable");
        assertThat(deployment.asked).containsExactly("a", "b", "c");
        assertThat(Duration.ofNanos(nanos)).isEqualTo(BatchLookup.DEADLINE);
    }
}
