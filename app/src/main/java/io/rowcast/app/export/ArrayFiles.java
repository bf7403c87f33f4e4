// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The vertices of a side as arrays of NumPy, all in the order of the ids. */
final class ArrayFiles {
    private ArrayFiles() {}

    /** Ids, rows and generations; two of the latter each, -1 and 0 where there is no secondary row. */
    static void write(SortedSide side, ExportFolder folder) throws IOException {
        writeIds(side, folder);
        try (NpyFile rows = new NpyFile(folder.file(side.name() + "-rows.npy"), NpyFile.Type.INT32, side.size(), 2)) {
            for (int vertex = 0; vertex < side.size(); vertex++) {
                rows.put(side.row(vertex));
                rows.put(side.secondaryRow(vertex));
            }
            rows.complete();
        }
        try (NpyFile generations =
                new NpyFile(folder.file(side.name() + "-generations.npy"), NpyFile.Type.INT32, side.size(), 2)) {
            for (int vertex = 0; vertex < side.size(); vertex++) {
                generations.put(side.generation(vertex));
                generations.put(side.secondaryGeneration(vertex));
            }
            generations.complete();
        }
    }

    private static void writeIds(SortedSide side, ExportFolder folder) throws IOException {
        if (!side.isNumeric()) {
            try (Writer ids = text(folder, side.name() + "-ids.txt")) {
                for (int vertex = 0; vertex < side.size(); vertex++) {
                    writeLine(ids, side.id(vertex));
                }
            }
            return;
        }
        try (NpyFile ids = new NpyFile(folder.file(side.name() + "-ids.npy"), NpyFile.Type.INT64, side.size())) {
            for (int vertex = 0; vertex < side.size(); vertex++) {
                ids.put(side.number(vertex));
            }
            ids.complete();
        }
    }

    static Writer text(ExportFolder folder, String name) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(folder.file(name), StandardCharsets.UTF_8));
    }

    /** Writes an id as one line; a backslash and the ends of lines in it as {@code \\}, {@code \n} and {@code \r}. */
    static void writeLine(Writer out, String id) throws IOException {
        for (int i = 0; i < id.length(); i++) {
            char character = id.charAt(i);
            switch (character) {
                case '\\' -> out.write("\\\\");
                case '\n' -> out.write("\\n");
                case '\r' -> out.write("\\r");
                default -> out.write(character);
            }
        }
        out.write('\n');
    }
}
