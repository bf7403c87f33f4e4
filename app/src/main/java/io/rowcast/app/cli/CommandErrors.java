// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.broker.BrokerException;
import io.rowcast.app.config.ConfigurationException;
import io.rowcast.app.dlq.DeadLetterException;
import io.rowcast.app.home.HomeInUseException;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.runtime.RuntimeFailure;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Errors as the user meets them: one line on standard error and an exit code. Stack traces go to the log. */
final class CommandErrors {
    private static final Pattern CHOICES = Pattern.compile("expected one of \\[([^\\]]*)] \\(case-insensitive\\)");

    private CommandErrors() {}

    static int usage(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        print(command, inLowerCase(oneLine(error.getMessage())));
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    static int execution(Exception error, CommandLine command, ParseResult parsed) {
        LoggerFactory.getLogger(CommandErrors.class)
                .info("{} ended with an error", command.getCommandSpec().qualifiedName(), error);
        if (error instanceof ConfigurationException) {
            print(command, error.getMessage());
            return ExitCode.USAGE;
        }
        boolean spoken = error instanceof RuntimeFailure
                || error instanceof LoadException
                || error instanceof DeadLetterException
                || error instanceof HomeInUseException
                || error instanceof BrokerException;
        print(command, spoken ? oneLine(error.getMessage()) : describe(error));
        return ExitCode.SOFTWARE;
    }

    /** Words that may be given, as they are documented, where picocli shows the names of constants. */
    private static String inLowerCase(String message) {
        return CHOICES.matcher(message)
                .replaceFirst(choices -> "expected one of "
                        + Arrays.stream(choices.group(1).split(", ", -1))
                                .map(choice -> choice.toLowerCase(Locale.ROOT).replace('_', '-'))
                                .distinct()
                                .collect(Collectors.joining(", ")));
    }

    private static String describe(Exception error) {
        String cause = RuntimeFailure.causeOf(error);
        boolean saysWhatFor = error instanceof UncheckedIOException
                && !error.getMessage().equals(error.getCause().toString());
        return saysWhatFor ? oneLine(error.getMessage()) + ": " + cause : cause;
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println("rowcast: " + message);
        command.getErr().flush();
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
