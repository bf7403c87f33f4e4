// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.config.Setting;
import io.rowcast.app.config.Source;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The configuration as text, as JSON and as the table of the documentation. */
final class ConfigReport {

    /** One key as shown; what is not known, or not asked for, is {@code null}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String key,
            String value,
            String source,
            String type,
            String defaultValue,
            String valid,
            String environment,
            String documentation) {}

    private ConfigReport() {}

    static List<Entry> entries(List<Setting> settings, boolean documented) {
        return settings.stream().map(setting -> entry(setting, documented)).toList();
    }

    static void printText(List<Setting> settings, boolean documented, PrintWriter out) {
        int keyWidth = settings.stream().mapToInt(s -> s.key().length()).max().orElse(0);
        int valueWidth = settings.stream()
                .mapToInt(s -> Math.min(40, s.printable().length()))
                .max()
                .orElse(0);
        for (Entry entry : entries(settings, documented)) {
            out.printf(
                    Locale.ROOT,
                    "%-" + keyWidth + "s  %-" + Math.max(1, valueWidth) + "s  %s%n",
                    entry.key(),
                    entry.value(),
                    entry.source());
            if (documented) {
                printDocumentation(entry, out);
            }
        }
    }

    /** Every key of Rowcast as a Markdown table, independent of any configuration. */
    static String markdown() {
        StringBuilder table = new StringBuilder("| key | default | valid values | meaning |\n|---|---|---|---|\n");
        for (Setting setting : EffectiveConfig.of(List.of()).settings()) {
            ConfigKey definition = EffectiveConfig.definitionOf(setting.key()).orElseThrow();
            table.append("| `").append(setting.key()).append("` | ");
            table.append(setting.value().isEmpty() ? "" : "`" + setting.value() + "`")
                    .append(" | ");
            table.append(cell(valid(definition).orElse(word(definition)))).append(" | ");
            table.append(cell(definition.documentation)).append(" |\n");
        }
        return table.toString();
    }

    private static void printDocumentation(Entry entry, PrintWriter out) {
        if (entry.documentation() != null) {
            out.println("    " + entry.documentation());
        }
        if (entry.type() != null) {
            out.println("    " + entry.type() + (entry.valid() == null ? "" : ", " + entry.valid())
                    + (entry.defaultValue() == null ? "" : "; default " + entry.defaultValue()));
        }
        if (entry.environment() != null) {
            out.println("    environment " + entry.environment());
        }
        out.println();
    }

    private static Entry entry(Setting setting, boolean documented) {
        Optional<ConfigKey> definition = documented ? EffectiveConfig.definitionOf(setting.key()) : Optional.empty();
        boolean fixed = setting.source().equals(Source.FIXED);
        boolean own = !setting.key().startsWith("kafka.");
        return new Entry(
                setting.key(),
                setting.printable(),
                setting.source().text(),
                definition.map(ConfigReport::word).orElse(null),
                // Kafka's default of a kafka.* key is not what Rowcast would use.
                definition.filter(key -> own).map(ConfigReport::defaultOf).orElse(null),
                definition.flatMap(ConfigReport::valid).orElse(null),
                documented && !fixed ? EffectiveConfig.environmentNameOf(setting.key()) : null,
                definition.map(key -> plain(key.documentation)).orElse(null));
    }

    private static Optional<String> valid(ConfigKey key) {
        // A validator that is a bare method reference has no text to show.
        return Optional.ofNullable(key.validator)
                .map(Object::toString)
                .filter(text -> !text.contains("$$Lambda") && !text.isBlank());
    }

    private static String word(ConfigKey key) {
        return key.type().name().toLowerCase(Locale.ROOT);
    }

    private static String defaultOf(ConfigKey key) {
        return ConfigDef.convertToString(key.defaultValue, key.type());
    }

    /** Kafka's documentation is HTML. */
    private static String plain(String documentation) {
        return documentation.replaceAll("<[^>]*>", "").replaceAll("\\s+", " ").strip();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
