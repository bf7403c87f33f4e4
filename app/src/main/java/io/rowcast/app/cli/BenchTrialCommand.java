// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.bench.TrialProcess;
import io.rowcast.app.home.Home;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** One trial of the benchmark, started by {@code rowcast bench} and by nobody else. */
@Command(name = "bench-trial", hidden = true, description = "One trial of the benchmark.")
final class BenchTrialCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        TrialProcess trial =
                TrialProcess.read(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        Logs.open(new Home(trial.config().home()), trial.config());
        trial.run(System.out);
        return 0;
    }
}
