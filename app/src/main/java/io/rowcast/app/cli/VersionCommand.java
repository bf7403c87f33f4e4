// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.version.VersionList;
import io.rowcast.app.version.VersionRequest;
import io.rowcast.topology.Topics;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.CodebookVersionJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Has a running deployment cut a version of the table now, waits for it and prints it.",
            "With --list, prints the versions that are there; also while no instance runs."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  rowcast version", "  rowcast version --list --json --bootstrap-servers kafka:9092"})
final class VersionCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options;

    @Option(names = "--list", description = "Print the versions that are there, the oldest first, and ask for none.")
    private boolean list;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for the version, such as 90s or 5m (default: 1m).")
    private Duration timeout = Duration.ofMinutes(1);

    @Option(names = "--json", description = "Print what is on the topic, one JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        EffectiveConfig config = options.effective();
        Topics topics = new Topics(config.clustering());
        return Shutdown.guard(shutdown -> {
            List<CodebookVersion> versions;
            if (list) {
                String servers = Instance.clusterToRead(shutdown, config, "rowcast version", "list");
                versions = VersionList.read(config.clientProperties(servers), topics.versions());
            } else {
                long id = UUID.randomUUID().getMostSignificantBits();
                String servers = Instance.requireRunningCluster(config);
                versions = List.of(new VersionRequest(config.clientProperties(servers), topics, id).await(timeout));
            }
            PrintWriter out = spec.commandLine().getOut();
            versions.forEach(version -> out.println(json ? line(version) : text(version)));
            out.flush();
            return 0;
        });
    }

    private static String line(CodebookVersion version) {
        return new String(CodebookVersionJson.value(version), StandardCharsets.UTF_8);
    }

    static String text(CodebookVersion version) {
        return String.format(
                Locale.ROOT,
                "version %d  %s  %s%n"
                        + "  users %,d in %,d rows   items %,d in %,d rows   of %,d rows a side%n"
                        + "  rows changed %,d + %,d   reset %,d + %,d   freed %,d + %,d%n"
                        + "  %s up to %s",
                version.version(),
                Instant.ofEpochMilli(version.created()),
                version.sum().hash(),
                version.sum().users(),
                version.sum().userRows(),
                version.sum().items(),
                version.sum().itemRows(),
                version.rows(),
                version.changed().of(Side.USER).cardinality(),
                version.changed().of(Side.ITEM).cardinality(),
                version.reset().of(Side.USER).cardinality(),
                version.reset().of(Side.ITEM).cardinality(),
                version.freed().of(Side.USER).cardinality(),
                version.freed().of(Side.ITEM).cardinality(),
                version.topic(),
                version.offsets().stream().map(Object::toString).collect(Collectors.joining(", ")));
    }
}
