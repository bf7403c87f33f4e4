// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

/** Told how a load goes, on the loading thread; an exception it throws ends the load. */
public interface LoadListener {

    /**
     * Reading of a source begins.
     *
     * @param name the source's name
     * @param totalBytes its size as stored, or -1 if unknown
     */
    void sourceStarted(String name, long totalBytes);

    /**
     * Called a few times a second while something is read or waited for.
     *
     * @param bytesRead bytes read of the present source, as stored
     * @param events events produced by the whole load so far
     */
    void progress(long bytesRead, long events);

    /**
     * A line could not be used.
     *
     * @param source the source's name
     * @param line its line number, from 1
     * @param reason what is wrong with it
     */
    void malformed(String source, long line, String reason);

    /** The load has ended, be it complete, interrupted or by a failure that is thrown next. */
    void finished(LoadSummary summary);

    /** A listener that ignores everything. */
    static LoadListener none() {
        return new LoadListener() {
            @Override
            public void sourceStarted(String name, long totalBytes) {}

            @Override
            public void progress(long bytesRead, long events) {}

            @Override
            public void malformed(String source, long line, String reason) {}

            @Override
            public void finished(LoadSummary summary) {}
        };
    }
}
