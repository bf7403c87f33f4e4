// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.broker.Broker;
import io.rowcast.app.broker.EmbeddedBroker;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.home.Home;
import io.rowcast.app.home.HomeLock;
import io.rowcast.app.runtime.RuntimeFailure;
import java.util.Optional;
import java.util.OptionalInt;

/** Steps that several commands take with a home and the cluster they work against. */
final class Instance {
    private Instance() {}

    /** Takes the home for this process and opens its log file. */
    static HomeLock takeHome(Shutdown shutdown, EffectiveConfig config, String command) throws Exception {
        Home home = new Home(config.home());
        HomeLock lock = shutdown.open(() -> home.lock(command));
        Logs.open(home, config);
        return lock;
    }

    /** The cluster of the configuration, or the embedded broker of the home, started here. */
    static Broker broker(Shutdown shutdown, EffectiveConfig config, HomeLock lock, OptionalInt port) throws Exception {
        Optional<String> remote = config.bootstrapServers();
        return remote.isPresent()
                ? Broker.remote(remote.get())
                : shutdown.open(() -> EmbeddedBroker.start(new Home(config.home()), lock, port));
    }

    /** Where a cluster runs already: the configured one, or the embedded broker of an instance on the home. */
    static Optional<String> runningCluster(EffectiveConfig config) {
        return config.bootstrapServers().or(() -> new Home(config.home()).runningBroker());
    }

    /**
     * As {@link #runningCluster}.
     *
     * @throws RuntimeFailure if none runs
     */
    static String requireRunningCluster(EffectiveConfig config) {
        return runningCluster(config)
                .orElseThrow(() -> new RuntimeFailure(
                        "no embedded broker runs on home " + config.home()
                                + "; start rowcast run or rowcast broker there, or give --bootstrap-servers",
                        null));
    }

    /**
     * Where the data of a deployment can be read: the cluster that runs, else the embedded broker of the home, started
     * here for as long as the command takes.
     *
     * @param command who takes the home, such as {@code rowcast export}
     * @param purpose what there is nothing to do for without data, such as {@code export}
     * @throws RuntimeFailure if nothing runs and the home holds no data
     */
    static String clusterToRead(Shutdown shutdown, EffectiveConfig config, String command, String purpose)
            throws Exception {
        Optional<String> running = runningCluster(config);
        if (running.isPresent()) {
            return running.get();
        }
        Home home = new Home(config.home());
        if (!EmbeddedBroker.hasData(home)) {
            throw new RuntimeFailure(
                    "home " + home.directory() + " holds no data of an embedded broker, so there is nothing to "
                            + purpose,
                    null);
        }
        HomeLock lock = takeHome(shutdown, config, command);
        return broker(shutdown, config, lock, OptionalInt.empty()).bootstrapServers();
    }

    static OptionalInt port(Integer port) {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }
}
