// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * A channel as a stream that can be closed under a thread that waits in a read of it. The JDK's own adapter asks file
 * channels for their position, which a pipe has not.
 */
final class ChannelInputStream extends InputStream {
    private final ReadableByteChannel channel;

    ChannelInputStream(ReadableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
