// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.broker;

import java.nio.file.Path;
import java.util.Properties;

/** The server settings of the embedded broker: one node, few resources, the same limits as an ordinary cluster. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String HOST = "127.0.0.1";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int LONGEST_FREEZE_MS = 60 * 60 * 1000;

    private BrokerSettings() {}

    /** A controller without a broker, which takes a broker that does not answer for dead at once. */
    static Properties ofControllerAlone(Path data, int controllerPort) {
        Properties settings = ofController(data, controllerPort);
        settings.put("process.roles", "controller");
        settings.put("listeners", controllerListener(controllerPort));
        settings.put("listener.security.protocol.map", CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("broker.heartbeat.interval.ms", "50");
        settings.put("broker.session.timeout.ms", "200");
        return settings;
    }

    static Properties of(Path data, int port, int controllerPort) {
        Properties settings = ofController(data, controllerPort);
        settings.put("process.roles", "broker,controller");
        settings.put("listeners", "CLIENTS://" + HOST + ":" + port + "," + controllerListener(controllerPort));
        settings.put("advertised.listeners", "CLIENTS://" + HOST + ":" + port);
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("auto.create.topics.enable", "false");

        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Readers of committed records wait behind a transaction that took too long until it is found and aborted.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // A broker that its controller, in the same process, has not heard of was frozen with it and is not gone. To
        // fence it would take its partitions away while it decides the transactions that timed out meanwhile; see
        // BrokerFence for what that breaks.
        settings.put("broker.session.timeout.ms", Integer.toString(LONGEST_FREEZE_MS));

        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("num.replica.fetchers", "1");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(32 << 20));
        // Partitions roll their segments at about the same time, and cleaning competes with all else in the process.
        settings.put("log.cleaner.io.max.bytes.per.second", Integer.toString(32 << 20));
        settings.put("log.segment.bytes", Integer.toString(128 << 20));
        // A compacted topic is cleaned only behind its newest segment; an idle one would keep everything for a week.
        settings.put("log.roll.hours", "24");
        return settings;
    }

    private static Properties ofController(Path data, int controllerPort) {
        Properties settings = new Properties();
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("log.dirs", data.toString());
        settings.put("metric.reporters", "");
        return settings;
    }

    private static String controllerListener(int port) {
        return CONTROLLER_LISTENER + "://" + HOST + ":" + port;
    }
}
