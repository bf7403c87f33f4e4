// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.broker;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Takes the leadership of its partitions from a broker that is not running, as the controllers of a larger cluster do when
 * a broker dies: for a moment there is a controller alone, whose broker does not answer.
 *
 * <p>A broker that is killed and comes back would else go on as the leader of before until the controller, which starts
 * with it, notices. In between it takes up the transactions that were being decided, and while its partitions then change
 * leaders, the coordinator of Kafka 4.3.1 takes those without a leader for deleted and never tells them the decision
 * (KAFKA-20734): records of such a transaction may be committed in some partitions and not in others.
 */
final class BrokerFence {
    private static final long PATIENCE_MILLIS = 15_000;
    private static final long POLL_MILLIS = 20;

    private BrokerFence() {}

    /**
     * Blocks until the broker is fenced, for less than a second as a rule.
     *
     * @param data the data of a broker and controller that do not run
     * @param controllerPort a free port
     */
    static void raise(Path data, int controllerPort) throws InterruptedException, JMException {
        Properties settings = BrokerSettings.ofControllerAlone(data, controllerPort);
        KafkaRaftServer controller = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        try {
            controller.startup();
            long start = System.nanoTime();
            // A broker that died before it was known to its controller has led nothing.
            while (!raised() && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
                Thread.sleep(POLL_MILLIS);
            }
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static boolean raised() throws JMException {
        ObjectName fenced = new ObjectName("kafka.controller:type=KafkaController,name=FencedBrokerCount");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        return server.isRegistered(fenced) && (Integer) server.getAttribute(fenced, "Value") > 0;
    }
}
