// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.reference.EventOracle;
import io.rowcast.topology.reference.EventOracle.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of thousands of events, most of them damaged in some way, through the whole topology: each is applied or comes
 * out as a dead letter that says what is wrong, and what is left is the graph of those that were fine. More of them, or the
 * same again: {@code -Drowcast.fuzz.events=N -Drowcast.fuzz.seed=S}.
 */
final class BadInputFuzzTest {
    private static final int EVENTS = Integer.getInteger("rowcast.fuzz.events", 200_000);
    private static final int BATCH = 1000;
    private static final int LONGEST_REASON = 300;
    private static final Pattern FIELDS = Pattern.compile("(user|item|op|weight|timestamp): .+");
    private static final Pattern NOT_JSON = Pattern.compile(
            "value: is (null|not a JSON object|not UTF-8.*|not valid JSON at byte \\d+.*)|value: has more than one.*");

    @TempDir
    private Path stateDir;

    private final EventOracle oracle = new EventOracle();
    private final Map<String, Set<String>> graph = new HashMap<>();
    private final List<Refused> refused = new ArrayList<>();
    private long accepted;
    private long rejected;

    private record Refused(TestRecord<byte[], byte[]> record, Verdict verdict) {}

    @Test
    @Timeout(600)
    void shouldApplyOrExplainEveryEventWhenMostAreDamaged() {
        long seed = Long.getLong("rowcast.fuzz.seed", 20_260_101);
        System.out.printf("fuzz: -Drowcast.fuzz.events=%d -Drowcast.fuzz.seed=%d%n", EVENTS, seed);
        EventMutator mutator = new EventMutator(new Random(seed));
        int damaged = 0;
        try (TestDeployment deployment = new TestDeployment(stateDir, ErrorsConfig.ERRORS_MAX_SHARE_CONFIG, "1")) {
            while (damaged < EVENTS) {
                refused.clear();
                for (int i = 0; i < BATCH; i++) {
                    TestRecord<byte[], byte[]> record = mutator.next();
                    damaged += mutator.lastWasDamaged() ? 1 : 0;
                    send(record, deployment);
                }
                checkLetters(deployment, "seed " + seed + " near damaged event " + damaged);
                deployment.pass(Duration.ofMillis(10));
                deployment.compact();
            }
            deployment.pass(Duration.ofSeconds(2));

            assertThat(deployment.statistics().events()).isEqualTo(accepted);
            assertThat(deployment.statistics().deadLetters()).isEqualTo(rejected);
            assertThat(deployment.violations()).as("seed %d", seed).isEmpty();
            assertThat(deployment.edgeList()).as("seed %d", seed).containsExactlyElementsOf(edges());
        }
        System.out.printf(
                "fuzz: %,d damaged and %,d good events, %,d applied, %,d dead letters, %,d edges%n",
                damaged, accepted + rejected - damaged, accepted, rejected, edges().size());
        // A fuzz test that refuses or takes nearly everything tests little.
        assertThat(Math.min(accepted, rejected)).isGreaterThan(EVENTS / 5);
        assertThat(edges()).hasSizeGreaterThan(1000);
    }

    private void send(TestRecord<byte[], byte[]> record, TestDeployment deployment) {
        long time = record.timestamp() == null ? TestDeployment.START.toEpochMilli() : record.timestamp();
        Verdict verdict = oracle.judge(record.value(), time);
        deployment.sendRaw(deployment.topics().interactions(), record);
        if (!verdict.accepted()) {
            rejected++;
            refused.add(new Refused(record, verdict));
            return;
        }
        accepted++;
        Set<String> items = graph.computeIfAbsent(verdict.user(), user -> new HashSet<>());
        switch (verdict.op()) {
            case "add" -> items.add(verdict.item());
            case "remove" -> items.remove(verdict.item());
            default -> forget(verdict);
        }
    }

    private void forget(Verdict verdict) {
        if (verdict.user() != null) {
            graph.remove(verdict.user());
        } else {
            graph.values().forEach(items -> items.remove(verdict.item()));
        }
    }

    private List<String> edges() {
        return graph.entrySet().stream()
                .flatMap(user -> user.getValue().stream().map(item -> user.getKey() + "\t" + item))
                .sorted()
                .toList();
    }

    private void checkLetters(TestDeployment deployment, String where) {
        List<TestRecord<byte[], byte[]>> letters =
                deployment.sent(deployment.topics().deadLetters());
        assertThat(letters).as(where).hasSameSizeAs(refused);
        for (int i = 0; i < letters.size(); i++) {
            TestRecord<byte[], byte[]> letter = letters.get(i);
            Refused event = refused.get(i);
            String reason = TestDeployment.text(
                    letter.headers().lastHeader("rowcast.reason").value());
            boolean same = Arrays.equals(letter.value(), event.record().value())
                    && Arrays.equals(letter.key(), event.record().key());
            if (!same || !explains(reason, event.verdict())) {
                throw new AssertionError(where + ": "
                        + TestDeployment.text(event.record().value()) + " has the letter "
                        + TestDeployment.text(letter.value()) + ", reason '" + reason + "', but is " + event.verdict());
            }
        }
        letters.clear();
    }

    private static boolean explains(String reason, Verdict verdict) {
        if (reason.length() > LONGEST_REASON || reason.codePoints().anyMatch(Character::isISOControl)) {
            return false;
        }
        Matcher field = FIELDS.matcher(reason);
        if (verdict.json()) {
            return field.matches() && verdict.badFields().contains(field.group(1));
        }
        // Before it comes to what makes it no JSON, a bad field may be met.
        return field.matches() || NOT_JSON.matcher(reason).matches();
    }
}
