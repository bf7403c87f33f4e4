// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A loader in a process of its own, which a test can kill, and whose standard input it can write. */
final class LoaderProcess {
    private LoaderProcess() {}

    /** Starts a process that loads a file with resume, or {@code -} without; its output goes to a file. */
    static Process start(
            String bootstrapServers, String topic, String input, double rate, int transactionEvents, Path output)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoaderProcess.class.getName(),
                bootstrapServers,
                topic,
                input,
                Double.toString(rate),
                Integer.toString(transactionEvents)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Loads, and on a signal stops the load and says how far it came. */
    public static void main(String[] args) {
        boolean standardInput = args[2].equals("-");
        InputSource source = standardInput
                ? InputSource.standardInput(InputFormat.CSV)
                : InputSource.of(Path.of(args[2]), InputFormat.CSV);
        LoadOptions options =
                new LoadOptions(Double.parseDouble(args[3]), false, !standardInput, Integer.parseInt(args[4]));
        PrintStream out = System.out;
        EventLoader loader = new EventLoader(
                Map.of("bootstrap.servers", args[0]), args[1], options, new ProgressListener(out, false));
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            loader.close();
            awaitEnd(main);
        }));
        LoadSummary summary = loader.load(List.of(source));
        out.println(summary.toText());
    }

    /** The process ends with its shutdown hooks, whatever other threads still have to say. */
    private static void awaitEnd(Thread thread) {
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
