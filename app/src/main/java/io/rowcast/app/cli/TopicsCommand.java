// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.runtime.AccessRule;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Prints every topic with its settings and every access rule (ACL) a deployment needs.",
            "Needs no cluster."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  rowcast topics", "  rowcast topics --application-id shop --partitions 12 --format json"})
final class TopicsCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options;

    @Mixin
    private ClusteringOptions clustering;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.TEXT;

    @Spec
    private CommandSpec spec;

    private record Topic(String name, String createdBy, int partitions, Map<String, String> settings, String purpose) {}

    private record Acl(
            String principal,
            String resourceType,
            String resourceName,
            String patternType,
            List<String> operations,
            String purpose) {}

    private record Report(List<Topic> topics, List<Acl> acls) {}

    @Override
    public Integer call() {
        Report report = report(options.effective(clustering.flags()).clustering());
        PrintWriter out = spec.commandLine().getOut();
        if (format == OutputFormat.JSON) {
            out.println(Json.text(report));
        } else {
            print(report, out);
        }
        out.flush();
        return 0;
    }

    private static Report report(ClusteringConfig config) {
        Topics topics = new Topics(config);
        List<Topic> all = Stream.concat(
                        topics.managed().stream().map(spec -> topic(spec, "rowcast")),
                        topics.streamsInternal().stream().map(spec -> topic(spec, "kafka-streams")))
                .toList();
        List<Acl> acls = AccessRule.of(topics, config.applicationId()).stream()
                .map(rule -> new Acl(
                        rule.principal(),
                        rule.resource().name().toLowerCase(Locale.ROOT),
                        rule.name(),
                        rule.pattern().name().toLowerCase(Locale.ROOT),
                        rule.operations().stream().map(Enum::name).toList(),
                        rule.purpose()))
                .toList();
        return new Report(all, acls);
    }

    private static Topic topic(Topics.Spec spec, String createdBy) {
        return new Topic(spec.name(), createdBy, spec.partitions(), new TreeMap<>(spec.settings()), spec.purpose());
    }

    private static void print(Report report, PrintWriter out) {
        out.println("Topics");
        for (Topic topic : report.topics()) {
            out.printf("  %s%n      %s; created by %s%n", topic.name(), topic.purpose(), topic.createdBy());
            out.printf(
                    "      partitions=%d %s%n",
                    topic.partitions(),
                    topic.settings().entrySet().stream()
                            .map(Map.Entry::toString)
                            .collect(Collectors.joining(" ")));
        }
        out.printf("%nAccess rules, for a cluster with an authorizer%n");
        for (Acl acl : report.acls()) {
            out.printf(
                    "  %-19s %-16s %-8s %s%n      %s: %s%n",
                    acl.principal(),
                    acl.resourceType(),
                    acl.patternType(),
                    acl.resourceName(),
                    String.join(" ", acl.operations()),
                    acl.purpose());
        }
    }
}
