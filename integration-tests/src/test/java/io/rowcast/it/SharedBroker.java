// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The broker that the tests of a process have one after the other, as a new one for each would take longer to start than many
 * of them take. Who gives it back has its topics and groups deleted; if that fails, the next test gets a new broker.
 */
final class SharedBroker implements Broker {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static BreakableBroker running;
    private static int starts;
    private static boolean taken;

    private SharedBroker() {}

    /** Has the broker for itself until it closes it. */
    static synchronized SharedBroker take() {
        if (taken) {
            throw new IllegalStateException("another test has it");
        }
        if (running == null) {
            if (starts == 0) {
                Runtime.getRuntime().addShutdownHook(new Thread(SharedBroker::stop));
            }
            starts++;
            String name = "broker-" + ProcessHandle.current().pid() + "-" + starts;
            running = BreakableBroker.start(
                    Path.of(System.getProperty("rowcast.it.work")).resolve(name));
        }
        taken = true;
        return new SharedBroker();
    }

    @Override
    public String servers() {
        return running.servers();
    }

    @Override
    public void close() {
        synchronized (SharedBroker.class) {
            taken = false;
            try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers()))) {
                Awaitility.await().atMost(PATIENCE).until(() -> emptied(admin));
            } catch (ConditionTimeoutException e) {
                System.out.println("a broker that keeps its topics or groups is not used again: " + e.getMessage());
                stop();
            }
        }
    }

    private static synchronized void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** Asks for everything to be deleted, and whether there was nothing any more. */
    private static boolean emptied(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics().names().get();
        Collection<GroupListing> groups = admin.listGroups().all().get();
        for (GroupListing group : groups) {
            // Instances that were killed are members until their session times out.
            attempt(admin.removeMembersFromConsumerGroup(group.groupId(), new RemoveMembersFromConsumerGroupOptions())
                    .all());
            attempt(admin.deleteConsumerGroups(List.of(group.groupId())).all());
        }
        attempt(admin.deleteTopics(topics).all());
        return topics.isEmpty() && groups.isEmpty();
    }

    /** What is refused, as members have not left or are gone already, is asked for again. */
    private static void attempt(KafkaFuture<Void> request) throws InterruptedException {
        try {
            request.get();
        } catch (ExecutionException refused) {
            // The next round sees what is left.
        }
    }
}
