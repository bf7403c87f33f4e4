// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Something to load from, read as a stream and never held in memory. A file can be opened again, other sources not. */
public final class InputSource {
    private static final int SAMPLE_BYTES = 64 << 10;
    private static final int BUFFER_BYTES = 64 << 10;

    private final String name;
    private final InputFormat format;
    private final Path file;
    private final InputStream stream;
    private final long size;

    private InputSource(String name, InputFormat format, Path file, InputStream stream, long size) {
        this.name = name;
        this.format = format;
        this.file = file;
        this.stream = stream;
        this.size = size;
    }

    /**
     * A file whose format its name tells.
     *
     * @throws LoadException naming the file, if it cannot be read or its name tells no format
     */
    public static InputSource of(Path file) {
        InputFormat format = InputFormat.ofName(String.valueOf(file.getFileName()))
                .orElseThrow(() -> new LoadException(
                        file + ": the name does not tell the format (.csv .tsv .jsonl .ndjson .json, also with .gz or"
                                + " .zst); give the format"));
        return of(file, format);
    }

    /**
     * A file of a given format.
     *
     * @throws LoadException naming the file, if it cannot be read
     */
    public static InputSource of(Path file, InputFormat format) {
        if (!Files.exists(file)) {
            throw new LoadException(file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw new LoadException(file + ": is a directory");
        }
        if (!Files.isReadable(file)) {
            throw new LoadException(file + ": cannot be read");
        }
        try {
            long size = Files.isRegularFile(file) ? Files.size(file) : -1;
            return new InputSource(file.toString(), format, file, null, size);
        } catch (IOException e) {
            throw new LoadException(file + ": " + e.getMessage(), e);
        }
    }

    /** The standard input of this process. A load that waits for it can still be stopped. */
    public static InputSource standardInput(InputFormat format) {
        FileInputStream in = new FileInputStream(FileDescriptor.in);
        return ofStream("standard input", format, new ChannelInputStream(in.getChannel()));
    }

    static InputSource ofStream(String name, InputFormat format, InputStream stream) {
        return new InputSource(name, format, null, stream, -1);
    }

    /** The name used in messages. */
    public String name() {
        return name;
    }

    public InputFormat format() {
        return format;
    }

    /** Size as stored, so compressed if it is, in bytes; -1 if unknown. */
    public long size() {
        return size;
    }

    /** The decompressed bytes, from the beginning; to be closed by the caller. */
    public InputStream openText() throws IOException {
        return open().text();
    }

    Input open() throws IOException {
        InputStream raw = file == null ? stream : Files.newInputStream(file);
        CountingInputStream counting = new CountingInputStream(raw);
        try {
            return new Input(Compression.decompress(new BufferedInputStream(counting, BUFFER_BYTES)), counting);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** Makes a thread that waits for standard input go on, with an exception; files need no such thing. */
    void interrupt() {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // Closing is only to wake the reader; what is wrong with the stream the reader will see itself.
                return;
            }
        }
    }

    /**
     * Identifies the contents, so that a later load knows how far an earlier one came: name, size, and a hash of the
     * first and last 64 KiB as stored. The last ones hold the checksum of a gzip file.
     *
     * @return 32 hex digits, or empty if the source cannot be opened again
     */
    Optional<String> fingerprint(String topic) throws IOException {
        if (size < 0) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        digest.update((topic + '\n' + file.getFileName() + '\n' + size + '\n').getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(file)) {
            sample(channel, 0, digest);
            sample(channel, Math.max(0, size - SAMPLE_BYTES), digest);
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest(), 0, 16));
    }

    private static void sample(FileChannel channel, long position, MessageDigest digest) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SAMPLE_BYTES);
        long from = position;
        int read = channel.read(buffer, from);
        while (read > 0) {
            from += read;
            read = channel.read(buffer, from);
        }
        digest.update(buffer.flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * An opened source.
     *
     * @param text the decompressed bytes
     * @param stored the bytes as stored, for their count
     */
    record Input(InputStream text, CountingInputStream stored) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
