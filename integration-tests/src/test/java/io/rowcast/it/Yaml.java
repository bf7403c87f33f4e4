// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML files as maps; a key given twice is an error. */
final class Yaml {
    private Yaml() {}

    /** The documents of a file, of which each must be a map. */
    static List<Map<String, Object>> all(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Map<String, Object>> documents = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (Object document : new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).loadAll(reader)) {
                documents.add(map(document));
            }
        }
        return documents;
    }

    /** The only document of a file. */
    static Map<String, Object> one(Path file) throws IOException {
        List<Map<String, Object>> documents = all(file);
        if (documents.size() != 1) {
            throw new IOException(file + " has " + documents.size() + " documents");
        }
        return documents.get(0);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** What is found by following keys, and indexes of lists; {@code null} where nothing is. */
    static Object at(Object value, Object... path) {
        Object found = value;
        for (Object step : path) {
            if (found == null) {
                return null;
            }
            found = step instanceof Integer index
                    ? ((List<?>) found).get(index)
                    : map(found).get(step);
        }
        return found;
    }

    static Map<String, Object> mapAt(Object value, Object... path) {
        Object found = at(value, path);
        return found == null ? Map.of() : map(found);
    }

    static List<Map<String, Object>> maps(Object value, Object... path) {
        Object found = at(value, path);
        return found == null
                ? List.of()
                : ((List<?>) found).stream().map(Yaml::map).toList();
    }
}
