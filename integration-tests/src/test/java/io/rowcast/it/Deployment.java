package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.reference.Recount;
import io.rowcast.topology.reference.ReferenceClusterer;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.TaskReportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the acceptance tests ask of a deployment that has settled. */
final class Deployment {
    private static final double LEAST_SHARE_OF_REFERENCE = 0.97;
    private static final double LEAST_ROWS_IN_USE = 0.95;

    private final ClusteringConfig config;

    Deployment(int rows) {
        config = new ClusteringConfig(Map.of("rows", rows));
    }

    Topics topics() {
        return new Topics(config);
    }

    /** Events consumed so far, as the tasks report them. */
    long events(String bootstrapServers) {
        return new TopicContents(bootstrapServers)
                .latest(topics().clusterVolumes()).entrySet().stream()
                        .filter(record ->
                                ClusterVolumeKey.decode(record.getKey().get()).kind() == Kind.REPORT)
                        .mapToLong(record ->
                                TaskReportFormat.decode(record.getValue()).count(Counter.EVENTS))
                        .sum();
    }

    Recount recount(String bootstrapServers) {
        TopicContents contents = new TopicContents(bootstrapServers);
        return Recount.of(config, contents::latest);
    }

    /** Checks graph, invariants, rows in use and objective of a settled deployment against its input. */
    Recount checkSettled(String bootstrapServers, Dataset dataset) {
        Recount recount = recount(bootstrapServers);
        assertThat(recount.violations()).isEmpty();
        assertThat(recount.edges()).isEqualTo(dataset.edges().size());
        assertThat(recount.users()).isEqualTo(dataset.users());
        assertThat(recount.items()).isEqualTo(dataset.items());
        List<String> expected = dataset.edges().stream()
                .map(edge -> edge[0] + "\t" + edge[1])
                .sorted()
                .toList();
        assertThat(recount.edgeList().equals(expected))
                .as("the edges are those of the input")
                .isTrue();
        assertThat(recount.userRows()).isGreaterThanOrEqualTo((int) (LEAST_ROWS_IN_USE * dataset.rows()));
        assertThat(recount.itemRows()).isGreaterThanOrEqualTo((int) (LEAST_ROWS_IN_USE * dataset.rows()));
        ReferenceClusterer reference = new ReferenceClusterer(
                        dataset.rows(),
                        config.parameters().resolution(dataset.users(), dataset.items()),
                        config.parameters().hysteresis())
                .stream(dataset.edges(), Math.max(1, dataset.edges().size() / 20))
                        .converge(200);
        System.out.printf(
                "objective %.4f, reference %.4f, ratio %.3f; inside %.4f, reference %.4f; rows %d and %d of %d%n",
                recount.objective(),
                reference.objective(),
                recount.objective() / reference.objective(),
                recount.insideShare(),
                reference.insideShare(),
                recount.userRows(),
                recount.itemRows(),
                dataset.rows());
        assertThat(recount.objective()).isGreaterThanOrEqualTo(LEAST_SHARE_OF_REFERENCE * reference.objective());
        return recount;
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
