// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance killed again and again, at random moments, while events keep coming. */
final class KillIT {

    /** Every so many kills one hits an instance that is just starting. */
    private static final int EARLY = 3;

    private final SurvivalOptions options = SurvivalOptions.get();

    @TempDir
    private Path directory;

    @Test
    void shouldCountEveryEventOnceWhenKilledAtRandomMoments() {
        SplittableRandom random = options.random();
        try (Broker broker = SharedBroker.take()) {
            Scene scene =
                    new Scene(directory, broker.servers(), options).threads(2).partitions(4);
            RowcastProcess instance = scene.instance("a");
            try (LiveEvents load = scene.load()) {
                for (int kill = 1; kill <= options.kills(); kill++) {
                    boolean starting = kill % EARLY == 0;
                    if (!starting) {
                        scene.awaitEvents(scene.events() + random.nextInt(1, 2 * options.rate()), instance);
                    }
                    instance.livesFor(Duration.ofMillis(random.nextInt(starting ? 8000 : 500)));
                    instance.kill();
                    System.out.printf("%s: %d events%n", scene.seeded("kill " + kill), scene.events());
                    instance = scene.begin("a");
                }
                scene.check(options.kills() + " kills", load, instance);
            } finally {
                instance.close();
            }
        }
    }
}
