// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.reference.ReferenceClusterer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the acceptance tests ask of a deployment that has settled. */
final class Deployment {
    /** The setting of as many partitions as by default, for tests of a whole run. */
    static final String PARTITIONS = ClusteringConfig.PARTITIONS_CONFIG + "=4";

    /** The flag of threads enough that some tasks run beside each other. */
    static final String THREADS = "--threads=2";

    private static final double LEAST_SHARE_OF_REFERENCE = 0.97;
    private static final double LEAST_ROWS_IN_USE = 0.95;

    private final ClusteringConfig config;
    private final Map<String, AppliedEvents> applied = new HashMap<>();
    private ReferenceClusterer reference;

    Deployment(int rows) {
        config = new ClusteringConfig(Map.of("rows", rows));
    }

    Topics topics() {
        return new Topics(config);
    }

    /** The consumer group of its instances. */
    String group() {
        return config.applicationId();
    }

    /** Events consumed so far, as the tasks report them. */
    long events(String bootstrapServers) {
        return applied.computeIfAbsent(
                        bootstrapServers, servers -> new AppliedEvents(servers, topics().clusterVolumes()))
                .count();
    }

    /**
     * Audits a settled deployment against its input, and checks rows in use and objective.
     *
     * @param where options of the command that say where it is
     */
    Audited checkSettled(Path directory, Dataset dataset, String... where) {
        List<String> arguments = new ArrayList<>(List.of(where));
        arguments.addAll(List.of(
                "--rows",
                Integer.toString(dataset.rows()),
                "--against",
                dataset.file().toString()));
        Audited audited = Audited.run(directory, "audit", arguments.toArray(String[]::new))
                .withoutViolations();
        assertThat(audited.figure("edges")).isEqualTo(dataset.edges().size());
        assertThat(audited.checked("input")).isEqualTo(dataset.edges().size());
        assertThat(audited.figure("users")).isEqualTo(dataset.users());
        assertThat(audited.figure("items")).isEqualTo(dataset.items());
        assertThat(audited.figure("user_rows")).isGreaterThanOrEqualTo(LEAST_ROWS_IN_USE * dataset.rows());
        assertThat(audited.figure("item_rows")).isGreaterThanOrEqualTo(LEAST_ROWS_IN_USE * dataset.rows());
        ReferenceClusterer reference = reference(dataset);
        System.out.printf(
                "objective %.4f, reference %.4f, ratio %.3f; inside %.4f, reference %.4f; rows %.0f and %.0f of %d%n",
                audited.figure("objective"),
                reference.objective(),
                audited.figure("objective") / reference.objective(),
                audited.figure("inside_share"),
                reference.insideShare(),
                audited.figure("user_rows"),
                audited.figure("item_rows"),
                dataset.rows());
        assertThat(audited.figure("objective"))
                .isGreaterThanOrEqualTo(LEAST_SHARE_OF_REFERENCE * reference.objective());
        return audited;
    }

    /** The sequential run, which takes long enough to be made once only. */
    private ReferenceClusterer reference(Dataset dataset) {
        if (reference == null) {
            reference = new ReferenceClusterer(
                            dataset.rows(),
                            config.parameters().resolution(dataset.users(), dataset.items()),
                            config.parameters().hysteresis(),
                            config.parameters().userWeighting())
                    .stream(dataset.edges(), Math.max(1, dataset.edges().size() / 20))
                            .converge(200);
        }
        return reference;
    }

    /** Checks that an export has exactly one line with a row in [0, K) for each vertex of a data set. */
    static void checkExport(Path csv, Dataset dataset) {
        List<String> lines;
        try {
            lines = Files.readAllLines(csv, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(lines.get(0)).isEqualTo("side,id,row,secondary_row");
        Set<String> vertices = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            assertThat(vertices.add(fields[0] + "," + fields[1])).as(line).isTrue();
            assertThat(Integer.parseInt(fields[2])).as(line).isBetween(0, dataset.rows() - 1);
        }
        Set<String> expected = new HashSet<>();
        dataset.edges().forEach(edge -> {
            expected.add("user," + edge[0]);
            expected.add("item," + edge[1]);
        });
        assertThat(vertices.equals(expected)).as("one line per vertex").isTrue();
    }

    /** A number of a summary file. */
    static double number(Path summary, String field) {
        try {
            Matcher matcher = Pattern.compile("\"" + field + "\"\\s*:\\s*([-0-9.eE]+)")
                    .matcher(Files.readString(summary, StandardCharsets.UTF_8));
            assertThat(matcher.find()).as(field).isTrue();
            return Double.parseDouble(matcher.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
