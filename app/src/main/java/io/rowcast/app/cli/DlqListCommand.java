// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.dlq.DeadLetter;
import io.rowcast.app.dlq.DeadLetterReader;
import io.rowcast.app.dlq.LetterFilter;
import io.rowcast.app.dlq.LetterText;
import io.rowcast.topology.Topics;
import io.rowcast.topology.graph.RejectionWindow;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Lists dead letters by partition, oldest first: time of the record, partition:offset of the letter, topic and "
                    + "partition:offset of the event, reason, key and value.",
            "What is long is shortened and control characters are escaped, except with --json."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast dlq list --summary",
            "  rowcast dlq list --reason 'weight:' --since 24h --limit 20",
            "  rowcast dlq list --json > letters.jsonl",
        })
final class DlqListCommand implements Callable<Integer> {
    private static final int SHOWN_KEY = 60;
    private static final int SHOWN_VALUE = 200;
    private static final int SHOWN_REASON = 300;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private LetterOptions letters;

    @Option(names = "--limit", paramLabel = "N", description = "At most N letters.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--summary", description = "Only how many there are of each kind of reason.")
    private boolean summary;

    @Option(names = "--json", description = "One JSON object a line, with whole keys and values; base64 if not UTF-8.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Map<String, Long> kinds = new TreeMap<>();
    private long listed;

    /** A letter as JSON. */
    private record LetterLine(
            int partition,
            long offset,
            String time,
            String origin,
            String reason,
            int replays,
            String key,
            String keyBase64,
            String value,
            String valueBase64) {}

    /** A kind of reason as JSON. */
    private record KindLine(String reason, long letters) {}

    @Override
    public Integer call() throws Exception {
        EffectiveConfig config = options.effective();
        LetterFilter filter = letters.filter(Clock.systemUTC());
        return Shutdown.guard(shutdown -> {
            String servers = Instance.clusterToRead(shutdown, config, "rowcast dlq list", "list");
            String topic = new Topics(config.clustering()).deadLetters();
            PrintWriter out = spec.commandLine().getOut();
            try (DeadLetterReader reader = new DeadLetterReader(config.clientProperties(servers), topic)) {
                reader.read(letter -> listed < limit && (!filter.accepts(letter) || list(letter, out)));
            }
            printKinds(out);
            out.flush();
            return 0;
        });
    }

    private boolean list(DeadLetter letter, PrintWriter out) {
        listed++;
        if (summary) {
            kinds.merge(RejectionWindow.kindOf(letter.reason()), 1L, Long::sum);
        } else {
            out.println(json ? Json.line(line(letter)) : text(letter));
        }
        return !out.checkError();
    }

    private static String text(DeadLetter letter) {
        return Instant.ofEpochMilli(letter.timestamp()) + "  " + letter.partition() + ":" + letter.offset() + "  "
                + LetterText.escaped(letter.origin(), SHOWN_REASON) + "  "
                + LetterText.escaped(letter.reason(), SHOWN_REASON)
                + (letter.replays() == 0 ? "" : "  replays=" + letter.replays())
                + "  key=" + LetterText.shown(letter.key(), SHOWN_KEY)
                + "  value=" + LetterText.shown(letter.value(), SHOWN_VALUE);
    }

    private static LetterLine line(DeadLetter letter) {
        return new LetterLine(
                letter.partition(),
                letter.offset(),
                Instant.ofEpochMilli(letter.timestamp()).toString(),
                letter.origin(),
                letter.reason(),
                letter.replays(),
                utf8(letter.key()),
                base64(letter.key()),
                utf8(letter.value()),
                base64(letter.value()));
    }

    private static String utf8(byte[] bytes) {
        return bytes == null ? null : LetterText.utf8(bytes).orElse(null);
    }

    private static String base64(byte[] bytes) {
        return bytes == null || LetterText.utf8(bytes).isPresent()
                ? null
                : Base64.getEncoder().encodeToString(bytes);
    }

    private void printKinds(PrintWriter out) {
        kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(kind -> out.println(
                        json
                                ? Json.line(new KindLine(kind.getKey(), kind.getValue()))
                                : String.format(
                                        "%,12d  %s",
                                        kind.getValue(), LetterText.escaped(kind.getKey(), SHOWN_REASON))));
        if (summary && !json) {
            out.printf("%,12d  in all%n", listed);
        }
    }
}
