// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Prints a script that has a shell complete the commands and options of rowcast.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(rowcast completion bash)",
            "  rowcast completion bash > /etc/bash_completion.d/rowcast",
            "  rowcast completion zsh > ~/.rowcast-completion; echo 'source ~/.rowcast-completion' >> ~/.zshrc",
        })
final class CompletionCommand implements Callable<Integer> {

    /** The shells that there are scripts for. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (shell == Shell.ZSH) {
            // The script is written for bash; zsh completes by it once these are loaded.
            out.println("autoload -Uz compinit bashcompinit && compinit -u && bashcompinit");
        }
        out.println(AutoComplete.bash("rowcast", spec.root().commandLine()));
        out.flush();
        return 0;
    }
}
