// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.rowcast.app.config.HttpSettings;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.app.runtime.VertexReader;
import io.rowcast.app.runtime.VertexReader.Owners;
import io.rowcast.app.runtime.VertexReader.Reading;
import io.rowcast.topology.client.Fallback;
import io.rowcast.topology.graph.Side;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;

/** What the routes that serve rows share: this instance, the others, and what is said of vertices. */
public final class Serving {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Readiness readiness;
    private final HttpSettings settings;
    private final InstantSource clock;
    private final Supplier<String> advertised;
    private volatile Peers peers;

    /**
     * @param advertised where other instances reach this one, {@code host:port}; asked once the server listens
     */
    public Serving(Readiness readiness, HttpSettings settings, InstantSource clock, Supplier<String> advertised) {
        this.readiness = readiness;
        this.settings = settings;
        this.clock = clock;
        this.advertised = advertised;
    }

    /** The routes that serve rows. */
    public List<RouteGroup> routes() {
        return List.of(
                new StatsRoutes(readiness),
                new VertexRoutes(this),
                new LookupRoutes(this),
                new AssignRoutes(this),
                new RowRoutes(this));
    }

    RowcastRuntime require() {
        return readiness.require();
    }

    Peers peers() {
        Peers present = peers;
        if (present == null) {
            present = new Peers(HostInfo.buildFromEndpoint(advertised.get()), settings.token());
            peers = present;
        }
        return present;
    }

    /** The row of an id that is not known; {@link io.rowcast.topology.codebook.Mapping#NO_ROW} for none. */
    int fallbackRow(RowcastRuntime runtime, String id) {
        Fallback fallback = switch (settings.fallback()) {
            case "none" -> Fallback.none();
            case "hashed" -> Fallback.hashed(0, runtime.topology().parameters().rows());
            default -> Fallback.fixed(Integer.parseInt(settings.fallback()));
        };
        return fallback.row(Fallback.hash(id));
    }

    /** Who has the vertices of a partition, in the order in which to ask: the owner, then those that have copies. */
    List<HostInfo> holders(RowcastRuntime runtime, Side side, int partition) {
        Owners owners = runtime.vertices().owners(side, partition);
        List<HostInfo> holders = new ArrayList<>(owners.active().stream().toList());
        holders.addAll(owners.standbys());
        return holders;
    }

    /** What a reading says, empty if the vertex is not there. */
    Optional<VertexAnswer> answer(RowcastRuntime runtime, Reading reading) {
        return reading.vertex()
                .map(vertex -> VertexAnswer.of(
                        vertex,
                        runtime.topology().volumes().generations(),
                        runtime.topology().parameters().edgeWeighting().unit(),
                        reading.active(),
                        clock.instant()));
    }

    /**
     * What a store of this instance says.
     *
     * @throws Problem 503, if none has the vertex' partition
     */
    Reading readHere(RowcastRuntime runtime, Side side, String id) {
        VertexReader vertices = runtime.vertices();
        return vertices.read(side, id)
                .orElseThrow(() -> Problem.notReady(
                        "this instance does not have the partition of the " + side.word(), RETRY_AFTER));
    }

    static Problem nobodyHas(Side side) {
        return Problem.notReady("no instance that has the " + side.word() + " answers", RETRY_AFTER);
    }
}
