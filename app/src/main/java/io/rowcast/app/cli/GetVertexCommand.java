// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One vertex, asked for over HTTP. */
abstract class GetVertexCommand implements Callable<Integer> {

    @Mixin
    private ApiOptions options;

    @Parameters(paramLabel = "ID", description = "The id as it is in the events.")
    private String id;

    @Option(names = "--json", description = "Print what the instance answers.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "user",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            description = "Shows the rows of a user, its degree, inside share, and since when it has them.",
            footerHeading = "%nExamples:%n",
            footer = {"  rowcast get user u42", "  rowcast get user \"id with spaces\" --json"})
    static final class User extends GetVertexCommand {
        @Override
        String path() {
            return "v1/users/";
        }
    }

    @Command(
            name = "item",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            description = "Shows the row of an item, its degree, inside share, and since when it has it.",
            footerHeading = "%nExamples:%n",
            footer = {"  rowcast get item i301", "  rowcast get item i301 --json"})
    static final class Item extends GetVertexCommand {
        @Override
        String path() {
            return "v1/items/";
        }
    }

    /** Where vertices of the side are. */
    abstract String path();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode vertex = options.api().get(path() + InstanceApi.segment(id));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? vertex.toString() : text(vertex));
        out.flush();
        return 0;
    }

    private static String text(JsonNode vertex) {
        StringBuilder text = new StringBuilder();
        text.append(vertex.path("side").asText())
                .append(' ')
                .append(vertex.path("id").asText());
        text.append(": row ").append(vertex.path("row").asInt());
        generation(text, vertex.path("generation"));
        if (vertex.hasNonNull("secondary")) {
            text.append(", second row ").append(vertex.path("secondary").asInt());
            generation(text, vertex.path("secondary_generation"));
        }
        text.append(String.format(
                Locale.ROOT,
                "%n  degree %s, inside share %.3f, %s",
                GetRowCommand.number(vertex.path("degree")),
                vertex.path("inside_share").asDouble(),
                vertex.path("from").asText()));
        if (vertex.hasNonNull("since")) {
            text.append(" since ").append(vertex.path("since").asText());
        }
        text.append("; answered by the ").append(vertex.path("store").asText()).append(" store");
        if (!vertex.path("current").asBoolean(true)) {
            text.append("; its row has begun anew since, so readers take it for unknown");
        }
        return text.toString();
    }

    private static void generation(StringBuilder text, JsonNode generation) {
        if (generation.asInt() > 0) {
            text.append(" (generation ").append(generation.asInt()).append(')');
        }
    }
}
