// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help is complete for every command there is. */
final class HelpTest {

    @ParameterizedTest
    @MethodSource("commands")
    void shouldDescribeTheCommandAndShowExamplesWhenAskedForHelp(String name) {
        CommandSpec command = command(name);
        assertThat(command.usageMessage().description()).isNotEmpty();
        assertThat(command.usageMessage().footerHeading()).contains("Examples:");
        assertThat(command.usageMessage().footer())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(example).contains("rowcast"))
                .anySatisfy(example -> assertThat(example).contains(command.qualifiedName()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldDescribeEveryOptionAndParameterWhenAskedForHelp(String name) {
        CommandSpec command = command(name);
        assertThat(Stream.concat(command.options().stream(), command.positionalParameters().stream()))
                .filteredOn(argument -> !argument.hidden())
                .allSatisfy(argument -> assertThat(String.join("", argument.description()))
                        .as(argument.toString())
                        .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldNameChoicesInLowerCaseWhenAnOptionIsGivenAnother(String name) {
        CommandSpec command = command(name);
        for (OptionSpec option : command.options()) {
            if (option.type().isEnum() && !option.hidden()) {
                StringWriter err = new StringWriter();
                CommandLine line = RowcastCommand.commandLine().setErr(new PrintWriter(err, true));
                String words = name.substring("rowcast ".length()) + " " + option.longestName() + " nope";

                assertThat(line.execute(words.split(" ", -1))).isEqualTo(2);

                assertThat(err.toString())
                        .contains("expected one of "
                                + option.type().getEnumConstants()[0].toString().toLowerCase(Locale.ROOT) + ", ")
                        .doesNotContainPattern("[A-Z]{2}");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldNameEveryValueWhenAskedForHelp(String name) {
        // The name that picocli makes of a field's.
        assertThat(command(name).commandLine().getUsageMessage(Ansi.OFF)).doesNotContainPattern("<[a-z][A-Za-z]*>");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldGiveTheSameHelpWhenOnlyTheCommandAskedForIsMade(String name) {
        String[] arguments = name.equals("rowcast")
                ? new String[0]
                : name.substring("rowcast ".length()).split(" ", -1);
        CommandLine line = RowcastCommand.forArguments(arguments);

        assertThat(command(line, name).commandLine().getUsageMessage(Ansi.OFF))
                .isEqualTo(command(name).commandLine().getUsageMessage(Ansi.OFF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "completion", "--help", "rum"})
    void shouldKnowAllCommandsWhenTheArgumentsMayConcernAnyOfThem(String argument) {
        assertThat(RowcastCommand.forArguments(argument).getSubcommands().keySet())
                .isEqualTo(RowcastCommand.commandLine().getSubcommands().keySet());
    }

    @Test
    void shouldMakeOneCommandOnlyWhenTheArgumentsConcernNoOther() {
        assertThat(RowcastCommand.forArguments("run", "--help").getSubcommands())
                .containsOnlyKeys("run");
    }

    private static CommandSpec command(String name) {
        return command(RowcastCommand.commandLine(), name);
    }

    private static CommandSpec command(CommandLine line, String name) {
        CommandLine command = line;
        for (String word : name.split(" ", -1)) {
            command =
                    word.equals("rowcast") ? command : command.getSubcommands().get(word);
        }
        return command.getCommandSpec();
    }

    private static List<String> commands() {
        List<String> names = new ArrayList<>();
        collect(RowcastCommand.commandLine(), names);
        return names;
    }

    private static void collect(CommandLine command, List<String> names) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.usageMessage().hidden() || spec.name().equals("help")) {
            return;
        }
        names.add(spec.qualifiedName());
        command.getSubcommands().values().forEach(sub -> collect(sub, names));
    }
}
