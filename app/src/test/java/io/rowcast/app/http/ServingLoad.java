// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Asks an instance on this machine at a fixed rate, whether it keeps up or not, and prints how long answers take: from the
 * moment at which a request was due, so that one that had to wait for others counts as slow.
 *
 * <p>Arguments: port, {@code users}, {@code assign} or {@code lookup}, requests a second, seconds, highest number in the ids of
 * the generated stream ({@code u0}, {@code i0}).
 */
public final class ServingLoad {
    private static final int CONNECTIONS = 8;
    private static final int ITEMS = 20;

    private final Histogram microseconds = new ConcurrentHistogram(3);
    private final int port;
    private final String kind;
    private final int most;
    private long unknown;
    private long failed;

    private ServingLoad(int port, String kind, int most) {
        this.port = port;
        this.kind = kind;
        this.most = most;
    }

    /** Runs it. */
    public static void main(String[] args) throws InterruptedException {
        ServingLoad load = new ServingLoad(Integer.parseInt(args[0]), args[1], Integer.parseInt(args[4]));
        int rate = Integer.parseInt(args[2]);
        int seconds = Integer.parseInt(args[3]);
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime() + 100_000_000;
        for (int i = 0; i < CONNECTIONS; i++) {
            int number = i;
            Thread thread = new Thread(() -> load.ask(number, start, rate, seconds), "connection-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %,d requests at %,d/s, %,d not found, %,d failed; ms: median %.2f, 90%% %.2f, 99%% %.2f, 99.9%% %.2f, most %.2f%n",
                load.kind,
                load.microseconds.getTotalCount(),
                rate,
                load.unknown,
                load.failed,
                load.percentile(50),
                load.percentile(90),
                load.percentile(99),
                load.percentile(99.9),
                load.percentile(100));
    }

    private double percentile(double percent) {
        return microseconds.getValueAtPercentile(percent) / 1000.0;
    }

    private void ask(int number, long start, int rate, int seconds) {
        Random random = new Random(number);
        long requests = (long) rate * seconds;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (long i = number; i < requests; i += CONNECTIONS) {
                byte[] request = request(random);
                long due = start + i * 1_000_000_000L / rate;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                out.write(request);
                int status = answer(in);
                microseconds.recordValue((System.nanoTime() - due) / 1000);
                count(status);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void count(int status) {
        unknown += status == 404 ? 1 : 0;
        failed += status != 200 && status != 404 ? 1 : 0;
    }

    private byte[] request(Random random) {
        String head;
        String body = "";
        if (kind.equals("users")) {
            head = "GET /v1/users/u" + random.nextInt(most) + " HTTP/1.1\r\n";
        } else {
            boolean assign = kind.equals("assign");
            body = random.ints(ITEMS, 0, most)
                    .mapToObj(id -> (assign ? "\"i" : "\"u") + id + "\"")
                    .collect(Collectors.joining(",", assign ? "{\"items\":[" : "{\"users\":[", "]}"));
            head = "POST /v1/" + kind + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n";
        }
        return (head + "Host: localhost\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static int answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        int length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        if (length < 0 || in.readNBytes(length).length < length) {
            throw new IOException("an answer without its length, or cut off");
        }
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
