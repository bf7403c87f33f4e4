// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Tells failures of the disk under the state stores from all others, and says what to do about them. */
final class StateDirectoryFailure {
    private static final String NO_SPACE = "no space left on device";

    private StateDirectoryFailure() {}

    /**
     * Explains a failure in one line.
     *
     * @param directory the state directory of the deployment
     * @return nothing if it is no failure of that directory
     */
    static Optional<String> explain(Throwable failure, Path directory) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RocksDBException rocksDb) {
                return Optional.of(explain(directory, detail(rocksDb), damaged(rocksDb)));
            }
            if (cause instanceof IOException && (isAbout(cause, directory) || saysNoSpace(detail(cause)))) {
                return Optional.of(explain(directory, detail(cause), false));
            }
        }
        return Optional.empty();
    }

    static String noSpace(Path directory, String detail) {
        return "state directory " + directory + " has no space left on its disk: make room and start again (" + detail
                + ")";
    }

    static String cannotBeUsed(Path directory, String detail) {
        return "state directory " + directory + " cannot be used: " + detail;
    }

    private static String explain(Path directory, String detail, boolean damaged) {
        if (saysNoSpace(detail)) {
            return noSpace(directory, detail);
        }
        return damaged
                ? "state directory " + directory + " is damaged: delete it to have it restored from the changelogs ("
                        + detail + ")"
                : cannotBeUsed(directory, detail);
    }

    /** An error of the disk may pass, so only what was read and found wrong is damage. */
    private static boolean damaged(RocksDBException failure) {
        Status status = failure.getStatus();
        String detail = detail(failure).toLowerCase(Locale.ROOT);
        return (status != null && status.getCode() == Status.Code.Corruption)
                || detail.startsWith("corruption")
                || detail.contains("no such file");
    }

    private static boolean isAbout(Throwable failure, Path directory) {
        return failure instanceof FileSystemException file
                && file.getFile() != null
                && Path.of(file.getFile()).startsWith(directory);
    }

    private static boolean saysNoSpace(String detail) {
        return detail.toLowerCase(Locale.ROOT).contains(NO_SPACE);
    }

    private static String detail(Throwable failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage().strip().lines().findFirst().orElse("");
    }
}
