// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.forget;

import io.rowcast.app.forget.Receipt.Remains;
import io.rowcast.topology.Topics;
import io.rowcast.topology.graph.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What forgetting leaves: events of the past, and records that await compaction. */
final class Remainders {
    private static final List<String> RETENTION = List.of(TopicConfig.RETENTION_MS_CONFIG);
    private static final List<String> COMPACTION = List.of(
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG);

    private final Map<String, String> whats = new LinkedHashMap<>();
    private final Map<String, List<String>> keys = new HashMap<>();

    private Remainders() {}

    static List<Remains> of(Admin admin, Topics topics, Side side) throws ExecutionException, InterruptedException {
        Remainders remainders = new Remainders();
        String name = side.word();
        remainders.add(topics.interactions(), "events that name the " + name + ", this one included, until", RETENTION);
        remainders.add(topics.deadLetters(), "such events among the dead letters, until", RETENTION);
        String sentOn = "such records sent on, until Kafka Streams deletes them some 30 s after they were consumed";
        remainders.add(topics.repartition(Topics.USER_EVENTS), sentOn, List.of());
        String earlier = "earlier records of the " + name + ", until they are compacted:";
        remainders.add(topics.mappings(), earlier, COMPACTION);
        if (side == Side.USER) {
            remainders.add(topics.changelog(Topics.USER_VERTICES_STORE), earlier, COMPACTION);
        } else {
            remainders.add(topics.repartition(Topics.ITEM_VOTES), sentOn, List.of());
            for (String store : List.of(Topics.ITEM_VERTICES_STORE, Topics.LABEL_VOTES_STORE)) {
                remainders.add(topics.changelog(store), earlier, COMPACTION);
            }
            remainders.add(topics.itemLabels(), earlier, COMPACTION);
            for (String store : List.of(Topics.USER_VERTICES_STORE, Topics.USER_VOLUMES_STORE)) {
                remainders.add(
                        topics.changelog(store),
                        "the hash of the item in earlier records, until they are compacted:",
                        COMPACTION);
            }
        }
        List<Remains> remains = remainders.describe(admin);
        remains.add(new Remains(
                "state directories", "earlier values in the files of RocksDB, until it compacts them", Map.of()));
        if (side == Side.ITEM) {
            remains.add(new Remains(
                    "memory of instances",
                    "the hash of the item in the table of item labels, until that grows or the instance restarts",
                    Map.of()));
        }
        return remains;
    }

    private void add(String topic, String what, List<String> settings) {
        whats.put(topic, what);
        keys.put(topic, settings);
    }

    private List<Remains> describe(Admin admin) throws ExecutionException, InterruptedException {
        Map<ConfigResource, Config> configs = admin.describeConfigs(whats.keySet().stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList())
                .all()
                .get();
        List<Remains> remains = new ArrayList<>();
        whats.forEach((topic, what) -> {
            Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic));
            Map<String, String> settings = new HashMap<>();
            for (String key : keys.get(topic)) {
                ConfigEntry entry = config.get(key);
                if (entry != null) {
                    settings.put(key, entry.value());
                }
            }
            remains.add(new Remains(topic, what, settings));
        });
        return remains;
    }
}
