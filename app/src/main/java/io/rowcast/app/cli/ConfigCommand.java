// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.config.Setting;
import io.rowcast.app.config.Source;
import io.rowcast.app.runtime.StreamsSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Prints the configuration in effect: each key, its value and where the value came from.",
            "Defaults are overlaid by the properties file, that by the environment, that by flags. Secrets are redacted."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast config --config rowcast.properties",
            "  ROWCAST_ROWS=6000 rowcast config --all",
            "  rowcast config --format json",
        })
final class ConfigCommand implements Callable<Integer> {

    /** The formats of this command. */
    enum Format {
        TEXT,
        JSON,
        MARKDOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private ConfigOptions options;

    @Mixin
    private ClusteringOptions clustering;

    @Option(names = "--all", description = "With default, range, environment variable and documentation of each key.")
    private boolean all;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, json, or markdown for a table of every key (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        EffectiveConfig config = options.effective(clustering.flags());
        List<Setting> settings = new ArrayList<>(config.settings());
        Map<String, String> given = config.kafka();
        StreamsSettings.defaults(config).forEach((key, value) -> {
            if (!given.containsKey(key)) {
                settings.add(new Setting("kafka." + key, value, Source.DEFAULT));
            }
        });
        StreamsSettings.fixed(config).forEach((key, value) -> {
            if (!key.equals("application.id")) {
                settings.add(new Setting("kafka." + key, value, Source.FIXED));
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> ConfigReport.printText(settings, all, out);
            case JSON -> out.println(Json.text(ConfigReport.entries(settings, all)));
            case MARKDOWN -> out.print(ConfigReport.markdown());
        }
        out.flush();
        return 0;
    }
}
