// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.dlq.LetterReplay;
import io.rowcast.app.dlq.LetterReplay.Choice;
import io.rowcast.app.dlq.LetterReplay.Outcome;
import io.rowcast.topology.Topics;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Sends dead letters back to the interactions topic, with the key and value of their events.",
            "The same options go on behind the last letter they replayed; a letter is replayed once by them, however often "
                    + "the command is stopped or killed. Other options have positions of their own. An event that fails "
                    + "again becomes a new letter, with the number of its replays."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast dlq replay --reason 'hash is that of another' --dry-run",
            "  rowcast dlq replay --since 24h",
        })
final class DlqReplayCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options;

    @Mixin
    private LetterOptions letters;

    @Option(
            names = "--max-replays",
            paramLabel = "N",
            description = "Leave letters alone that were replayed N times (default: ${DEFAULT-VALUE}).")
    private int maxReplays = 3;

    @Option(names = "--limit", paramLabel = "N", description = "At most N letters.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--again", description = "Begin with the oldest letter, also those replayed before.")
    private boolean again;

    @Option(names = "--dry-run", description = "Only count.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        EffectiveConfig config = options.effective();
        Choice choice = new Choice(letters.filter(Clock.systemUTC()), maxReplays, limit, again);
        return Shutdown.guard(shutdown -> {
            String servers = Instance.clusterToRead(shutdown, config, "rowcast dlq replay", "replay");
            Topics topics = new Topics(config.clustering());
            LetterReplay replay = new LetterReplay(
                    config.clientProperties(servers), topics.deadLetters(), topics.interactions(), letters.asGiven());
            Outcome outcome = dryRun ? replay.tryOut(choice) : replay.replay(choice);
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%s %,d letters; %,d did not match, %,d were replayed %d times already%n",
                            dryRun ? "would replay" : "replayed",
                            outcome.sent(),
                            outcome.passedOver(),
                            outcome.exhausted(),
                            maxReplays);
            spec.commandLine().getOut().flush();
            return 0;
        });
    }
}
