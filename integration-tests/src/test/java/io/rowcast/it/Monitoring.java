// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the alert rules and the dashboard in {@code docker/} ask of an instance's metrics. */
final class Monitoring {
    private static final Path DOCKER = Path.of("../docker");
    private static final Pattern SELECTOR =
            Pattern.compile("\\b((?:rowcast|kafka|jvm|process|system)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)=\"([^\"$]*)\"");

    /** Labels that Prometheus itself adds. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("job", "instance");

    private Monitoring() {}

    /** The alerts, with what they are made of. */
    static List<Map<String, Object>> alerts() throws IOException {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Map<String, Object> group : Yaml.maps(Yaml.one(DOCKER.resolve("prometheus/alerts.yml")), "groups")) {
            rules.addAll(Yaml.maps(group, "rules"));
        }
        return rules;
    }

    /** The queries of rules and dashboard. */
    static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        alerts().forEach(rule -> queries.add((String) rule.get("expr")));
        JsonNode dashboard = new ObjectMapper()
                .readTree(DOCKER.resolve("grafana/dashboards/rowcast.json").toFile());
        dashboard.findValuesAsText("expr").forEach(queries::add);
        dashboard.at("/templating/list").findValuesAsText("definition").forEach(queries::add);
        return queries;
    }

    /** The parts of all queries that match nothing in an instance's answer, as {@code name} or {@code name{label="value"}}. */
    static Set<String> missingFrom(String metrics) throws IOException {
        List<String> samples =
                metrics.lines().filter(line -> !line.startsWith("#")).toList();
        Set<String> missing = new TreeSet<>();
        for (String query : queries()) {
            Matcher selector = SELECTOR.matcher(query);
            while (selector.find()) {
                String name = selector.group(1);
                if (samples.stream().noneMatch(line -> line.matches(name + "[{ ].*"))) {
                    missing.add(name);
                }
                Matcher matcher = MATCHER.matcher(selector.group(2) == null ? "" : selector.group(2));
                while (matcher.find()) {
                    String label = matcher.group();
                    if (!OF_THE_SCRAPE.contains(matcher.group(1))
                            && samples.stream()
                                    .noneMatch(line -> line.startsWith(name + "{") && line.contains(label))) {
                        missing.add(name + "{" + label + "}");
                    }
                }
            }
        }
        return missing;
    }
}
