// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import io.rowcast.app.demo.DemoOptions;
import io.rowcast.app.demo.PlantedStream;
import io.rowcast.topology.graph.Interaction;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The interactions that the acceptance tests load: a generated graph with planted co-clusters, or, with {@code
 * -Drowcast.it.input=FILE -Drowcast.it.rows=K}, a CSV file of one's own.
 *
 * @param file the file to load
 * @param rows rows per side to use for it
 * @param edges its distinct edges, as user and item, in the order of the file
 * @param users distinct users
 * @param items distinct items
 */
record Dataset(Path file, int rows, List<String[]> edges, int users, int items) {
    private static final int GENERATED_EVENTS = 50_000;
    private static final int GENERATED_ROWS = 500;
    private static final long SEED = 20_261_121;

    /** Many small clusters that are only half closed, as in real data: 250 in 6,000 users and 4,000 items. */
    private static final DemoOptions SHAPE = new DemoOptions(1000, 250, 6_000, 4_000, 0.6, 0.5, 25_000, SEED);

    static Dataset get() {
        String input = System.getProperty("rowcast.it.input", "");
        try {
            if (!input.isEmpty()) {
                Path file = Path.of(System.getProperty("rowcast.it.base")).resolve(input);
                return read(file, Integer.getInteger("rowcast.it.rows"));
            }
            Path file = Path.of(System.getProperty("rowcast.it.work"))
                    .resolve("generated-" + SEED + "-" + GENERATED_EVENTS + ".csv");
            if (!Files.exists(file)) {
                generate(file);
            }
            return read(file, GENERATED_ROWS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void generate(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        PlantedStream stream = new PlantedStream(SHAPE);
        Path partial = Files.createTempFile(file.getParent(), "generated", ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(partial)) {
            out.write("user,item\n");
            for (int i = 0; i < GENERATED_EVENTS; i++) {
                Interaction event = stream.next();
                out.write(event.user() + "," + event.item() + "\n");
            }
        }
        // Another process of tests may have been as quick.
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Dataset read(Path file, int rows) throws IOException {
        Set<String> seen = new HashSet<>();
        Set<String> users = new HashSet<>();
        Set<String> items = new HashSet<>();
        List<String[]> edges = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (seen.add(line)) {
                    int comma = line.indexOf(',');
                    String[] edge = {line.substring(0, comma), line.substring(comma + 1)};
                    edges.add(edge);
                    users.add(edge[0]);
                    items.add(edge[1]);
                }
            }
        }
        return new Dataset(file, rows, edges, users.size(), items.size());
    }
}
