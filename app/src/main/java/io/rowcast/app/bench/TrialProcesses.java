// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** The directory of a run, its broker, and the trials that go on against it. Closing it leaves nothing behind. */
final class TrialProcesses implements AutoCloseable {
    private static final String BROKER = "broker";
    private static final String BROKER_ADDRESS = "bootstrap servers ";
    private static final String TRIAL = "bench-trial";

    private final WorkDirectory directory;
    private final List<ChildProcess> children = new ArrayList<>();
    private ChildProcess broker;
    private String servers;
    private boolean closed;

    TrialProcesses(Path parent, boolean keep) {
        this.directory = new WorkDirectory(parent, keep);
    }

    /** What is done with a trial that has given its result and runs on. */
    @FunctionalInterface
    interface Use<R> {
        R of(TrialResult result) throws InterruptedException;
    }

    /**
     * What a trial was used for, and what its graph had become at the end.
     *
     * @param result of the use
     * @param end the graph after it
     */
    record Used<R>(R result, Graph end) {}

    /**
     * Starts the broker and waits until it listens.
     *
     * @throws io.rowcast.app.runtime.RuntimeFailure if it cannot start
     */
    void startBroker() {
        broker = open(
                BROKER,
                "broker",
                "--until-input-ends",
                "--home",
                directory.of(BROKER).toString());
        servers = broker.awaitLine(BROKER_ADDRESS)
                .substring(BROKER_ADDRESS.length())
                .strip();
    }

    String bootstrapServers() {
        return servers;
    }

    Path directory() {
        return directory.path();
    }

    /** Most memory the broker ever had resident, in bytes; -1 where the system does not tell. */
    long brokerPeakResidentBytes() {
        return Meter.peakResidentBytes(broker.pid());
    }

    /** A trial against the broker, with a directory of its own. */
    TrialSpec spec(
            String id,
            TrialSpec.Kind kind,
            Workload workload,
            Map<String, String> settings,
            long settleSeconds,
            boolean storage) {
        return new TrialSpec(
                id,
                kind,
                servers,
                broker.pid(),
                directory.of(id).toString(),
                settings,
                workload,
                settleSeconds,
                storage);
    }

    /**
     * Runs a trial to its end.
     *
     * @throws io.rowcast.app.runtime.RuntimeFailure if it fails
     */
    <T> T run(TrialSpec spec, Class<T> type) throws InterruptedException {
        ChildProcess child = start(spec);
        T result = BenchJson.read(child.awaitLine("{"), type);
        end(child, spec);
        return result;
    }

    /** Runs a trial that goes on after it has given its result, and ends it when it has been used. */
    <R> Used<R> serve(TrialSpec spec, Use<R> use) throws InterruptedException {
        ChildProcess child = start(spec);
        R result = use.of(BenchJson.read(child.awaitLine("{"), TrialResult.class));
        child.tell("stop");
        Graph graph = BenchJson.read(child.awaitLine("{"), Graph.class);
        end(child, spec);
        return new Used<>(result, graph);
    }

    private ChildProcess start(TrialSpec spec) {
        ChildProcess child = open(spec.id(), TRIAL);
        child.tell(BenchJson.line(spec));
        return child;
    }

    private void end(ChildProcess child, TrialSpec spec) throws InterruptedException {
        child.awaitEnd();
        synchronized (this) {
            children.remove(child);
            child.close();
        }
        directory.delete(spec.id());
    }

    private synchronized ChildProcess open(String name, String... arguments) {
        if (closed) {
            throw new CancellationException("stopping");
        }
        ChildProcess child = new ChildProcess(name, directory.of(name), arguments);
        children.add(child);
        return child;
    }

    /** Ends all children, trials before the broker, and deletes the directory. */
    @Override
    public synchronized void close() {
        closed = true;
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).close();
        }
        children.clear();
        directory.close();
    }
}
