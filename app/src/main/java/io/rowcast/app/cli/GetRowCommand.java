// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "row",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description =
                "Shows a row: its volume, members and generation on both sides, its most connected items, the rows it has edges "
                        + "to, and those it has exchanged members with of late.",
        footerHeading = "%nExamples:%n",
        footer = {"  rowcast get row 17", "  rowcast get row 17 --json"})
final class GetRowCommand implements Callable<Integer> {
    private static final int MOST = 10;

    @Mixin
    private ApiOptions options;

    @Parameters(paramLabel = "N", description = "Number of the row, from 0.")
    private int row;

    @Option(names = "--json", description = "Print what the instance answers.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode found = options.api().get("v1/rows/" + row);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? found.toString() : text(found));
        out.flush();
        return 0;
    }

    private static String text(JsonNode row) {
        return "row " + row.path("row").asInt()
                + side("%n  users  ", row.path("users"))
                + side("%n  items  ", row.path("items"))
                + list(
                        "%n  most connected items: ",
                        row.path("top_items"),
                        item -> item.path("id").asText() + " (" + number(item.path("degree")) + ")")
                + list(
                        "%n  edges to rows: ",
                        row.path("neighbours"),
                        other -> other.path("row").asInt() + " (" + number(other.path("edges")) + ")")
                + list(
                        "%n  members from (+) and to (-) rows: ",
                        row.path("exchanges"),
                        other -> other.path("row").asInt() + " (+" + sum(other, "users_in", "items_in") + " -"
                                + sum(other, "users_out", "items_out") + ")")
                + (row.path("complete").asBoolean(true)
                        ? ""
                        : String.format("%n  another instance did not answer, so some may be missing"));
    }

    private static long sum(JsonNode exchange, String users, String items) {
        return exchange.path(users).asLong() + exchange.path(items).asLong();
    }

    private static String side(String heading, JsonNode side) {
        return String.format(heading)
                + "volume " + number(side.path("volume"))
                + ", " + number(side.path("members")) + " members"
                + ", generation " + side.path("generation").asInt();
    }

    private static String list(String heading, JsonNode entries, Function<JsonNode, String> text) {
        StringJoiner joined = new StringJoiner(", ", String.format(heading), "");
        for (int i = 0; i < Math.min(MOST, entries.size()); i++) {
            joined.add(text.apply(entries.get(i)));
        }
        return entries.isEmpty() ? "" : joined.toString();
    }

    /** A number with its thousands apart, and decimals only where it has any. */
    static String number(JsonNode number) {
        return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number.asDouble());
    }
}
