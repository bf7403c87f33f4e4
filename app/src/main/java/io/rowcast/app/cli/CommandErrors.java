package io.rowcast.app.cli;

import io.rowcast.app.broker.BrokerException;
import io.rowcast.app.config.ConfigurationException;
import io.rowcast.app.dlq.DeadLetterException;
import io.rowcast.app.home.HomeInUseException;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.runtime.RuntimeFailure;
import java.io.UncheckedIOException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Errors as the user meets them: one line on standard error and an exit code. Stack traces go to the log. */
final class CommandErrors {
    private CommandErrors() {}

    static int usage(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        print(command, oneLine(error.getMessage()));
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
