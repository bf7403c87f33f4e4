package io.rowcast.topology.reference;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PageSet;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.graph.VotePages;
import io.rowcast.topology.processor.InteractionRouter;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.ItemLabelFormat;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.serde.ItemVertexFormat;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.UserVertexFormat;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.serde.VoteCountsFormat;
import io.rowcast.topology.store.VolumeLog;
import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;

/**
 * Recounts every invariant of a deployment at rest from nothing but topics: the changelogs of the stores, the internal
 * tables and the mapping topic.
 */
public final class Recount {
    private static final int SHOWN_VIOLATIONS = 10;
    private static final int SHOWN_LENGTH = 400;

    private final ClusteringParameters parameters;
    private final int partitions;
    private final Topics topics;
    private final Function<String, Map<Bytes, byte[]>> latest;

    private final Long2ObjectOpenHashMap<UserVertex> users = new Long2ObjectOpenHashMap<>();
    private final Long2ObjectOpenHashMap<ItemVertex> items = new Long2ObjectOpenHashMap<>();
    private final Map<ClusterVolumeKey, long[]> volumes = new HashMap<>();
    private final Map<String, Mapping> expectedMappings = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long violationCount;
    private long edges;
    private long insideWeight;
    private double objective;
    private int userRows;
    private int itemRows;

    private Recount(ClusteringConfig config, Function<String, Map<Bytes, byte[]>> latest) {
        this.parameters = config.parameters();
        this.partitions = config.partitions();
        this.topics = new Topics(config);
        this.latest = latest;
    }

    /**
     * Recounts.
     *
     * @param latest gives the latest value of each key of a topic, tombstones left out
     */
    public static Recount of(ClusteringConfig config, Function<String, Map<Bytes, byte[]>> latest) {
        Recount recount = new Recount(config, latest);
        recount.readVertices();
        recount.checkVotes();
        recount.checkVolumes();
        recount.checkItemLabels();
        recount.checkMappings();
        return recount;
    }

    /** The first violations found, in words; empty if every invariant holds. */
    public List<String> violations() {
        return violationCount > violations.size()
                ? List.of(violations + " and " + (violationCount - violations.size()) + " more")
                : violations;
    }

    public long edges() {
        return edges;
    }

    public int users() {
        return users.size();
    }

    public int items() {
        return items.size();
    }

    public int userRows() {
        return userRows;
    }

    public int itemRows() {
        return itemRows;
    }

    /** Recounted objective over the summed edge weight. */
    public double objective() {
        return objective;
    }

    /** Recounted share of the edge weight inside clusters. */
    public double insideShare() {
        return insideWeight / (double) Math.max(1, edgeWeight());
    }

    /** The edges as {@code user<TAB>item}, for comparison with the input. */
    public List<String> edgeList() {
        List<String> list = new ArrayList<>();
        for (UserVertex user : users.values()) {
            for (int i = 0; i < user.size(); i++) {
                ItemVertex item = items.get(user.item(i));
                list.add(user.id() + "\t" + (item == null ? "?" : item.id()));
            }
        }
        list.sort(null);
        return list;
    }

    private long edgeWeight() {
        return users.values().stream().mapToLong(UserVertex::degree).sum();
    }

    private void readVertices() {
        store(Topics.USER_VERTICES_STORE).forEach((key, value) -> {
            UserVertex user = UserVertexFormat.decode(value);
            long hash = ByteBuffer.wrap(key.get()).getLong();
            require(VertexId.of(user.id()).hash() == hash, "user %s is stored under another hash", user.id());
            require(user.size() > 0, "user %s has no edge but a record", user.id());
            require(inRange(user.label()), "user %s has label %d", user.id(), user.label());
            require(user.secondaryLabel() != user.label(), "user %s has twice the row %d", user.id(), user.label());
            users.put(hash, user);
            edges += user.size();
            add(Side.USER, InteractionRouter.userPartition(user.id(), partitions), user.label(), user.degree());
            expect(Side.USER, user.id(), user.label(), user.secondaryLabel());
        });
        store(Topics.ITEM_VERTICES_STORE).forEach((key, value) -> {
            ItemVertex item = ItemVertexFormat.decode(value);
            long hash = ByteBuffer.wrap(key.get()).getLong();
            require(VertexId.of(item.id()).hash() == hash, "item %s is stored under another hash", item.id());
            require(item.degree() > 0, "item %s has no edge but a record", item.id());
            require(inRange(item.label()), "item %s has label %d", item.id(), item.label());
            items.put(hash, item);
            add(Side.ITEM, VertexId.itemPartition(hash, partitions), item.label(), item.degree());
            expect(Side.ITEM, item.id(), item.label(), Mapping.NO_ROW);
        });
    }

    private void checkVotes() {
        Long2ObjectOpenHashMap<Int2LongOpenHashMap> counted = new Long2ObjectOpenHashMap<>();
        for (UserVertex user : users.values()) {
            for (int i = 0; i < user.size(); i++) {
                counted.computeIfAbsent(user.item(i), item -> new Int2LongOpenHashMap())
                        .addTo(user.label(), user.weight(i));
            }
        }
        Map<Bytes, byte[]> pages = store(Topics.LABEL_VOTES_STORE);
        int pagesSeen = 0;
        for (var entry : items.long2ObjectEntrySet()) {
            ItemVertex item = entry.getValue();
            Int2LongOpenHashMap stored = new Int2LongOpenHashMap();
            if (item.paged()) {
                pagesSeen += addPages(entry.getLongKey(), item.pages(), pages, stored);
            } else {
                addAll(item.inline(), stored);
            }
            Int2LongOpenHashMap expected = counted.remove(entry.getLongKey());
            require(stored.equals(expected), "item %s has votes %s instead of %s", item.id(), stored, expected);
            long sum = stored.values().longStream().sum();
            require(sum == item.degree(), "item %s has degree %d, votes %d", item.id(), item.degree(), sum);
            long own = stored.get(item.label());
            require(own == item.ownVotes(), "item %s has own votes %d, not %d", item.id(), item.ownVotes(), own);
            insideWeight += own;
        }
        require(counted.isEmpty(), "%d items have edges but no record", counted.size());
        require(pagesSeen == pages.size(), "%d vote pages exist, %d are used", pages.size(), pagesSeen);
    }

    private int addPages(long hash, PageSet pages, Map<Bytes, byte[]> stored, Int2LongOpenHashMap into) {
        int seen = 0;
        for (int page = pages.next(0); page >= 0; page = pages.next(page + 1)) {
            byte[] bytes = stored.get(Bytes.wrap(
                    ByteBuffer.allocate(12).putLong(hash).putInt(page).array()));
            require(bytes != null, "page %d of item %d is missing", page, hash);
            if (bytes != null) {
                VoteCounts counts = VoteCountsFormat.decode(bytes);
                int ofPage = page;
                for (int i = 0; i < counts.size(); i++) {
                    require(VotePages.pageOf(counts.label(i)) == ofPage, "page %d has another's label", page);
                }
                addAll(counts, into);
                seen++;
            }
        }
        return seen;
    }

    private void checkVolumes() {
        long[][] totals = new long[2][rounded()];
        Map<Bytes, byte[]> published = latest.apply(topics.clusterVolumes());
        checkBlocks("store " + Topics.USER_VOLUMES_STORE, store(Topics.USER_VOLUMES_STORE), Side.USER);
        checkBlocks("store " + Topics.ITEM_VOLUMES_STORE, store(Topics.ITEM_VOLUMES_STORE), Side.ITEM);
        checkBlocks("topic " + topics.clusterVolumes(), published, Side.USER, Side.ITEM);
        checkReports(published);
        volumes.forEach((key, ofTask) -> {
            for (int label = 0; label < ofTask.length; label++) {
                totals[key.side().code()][label] += ofTask[label];
            }
        });
        double products = 0;
        long[] sums = new long[2];
        for (int label = 0; label < parameters.rows(); label++) {
            sums[0] += totals[0][label];
            sums[1] += totals[1][label];
            userRows += totals[0][label] > 0 ? 1 : 0;
            itemRows += totals[1][label] > 0 ? 1 : 0;
            products += (double) totals[0][label] * totals[1][label];
        }
        objective = insideShare()
                - parameters.resolution(users.size(), items.size())
                        * products
                        / Math.max(1, (double) sums[0] * sums[1]);
        long userDegrees = edgeWeight();
        long itemDegrees = items.values().stream().mapToLong(ItemVertex::degree).sum();
        require(userDegrees == itemDegrees, "users have edge weight %d, items %d", userDegrees, itemDegrees);
    }

    private void checkBlocks(String place, Map<Bytes, byte[]> records, Side... sides) {
        Map<ClusterVolumeKey, Map<ClusterVolumeKey, byte[]>> byTask = new HashMap<>();
        records.forEach((bytes, value) -> {
            ClusterVolumeKey key = ClusterVolumeKey.decode(bytes.get());
            byTask.computeIfAbsent(taskKey(key.side(), key.partition()), k -> new HashMap<>())
                    .put(key, value);
        });
        Map<ClusterVolumeKey, long[]> found = new HashMap<>();
        byTask.forEach((task, ofTask) -> {
            long[] read = new long[parameters.rows()];
            VolumeLog.read(ofTask, read);
            found.put(task, read);
        });
        for (Side side : sides) {
            for (int partition = 0; partition < partitions; partition++) {
                long[] expected = volumes.getOrDefault(taskKey(side, partition), new long[0]);
                long[] actual = found.getOrDefault(taskKey(side, partition), new long[0]);
                for (int label = 0; label < parameters.rows(); label++) {
                    long want = label < expected.length ? expected[label] : 0;
                    long have = label < actual.length ? actual[label] : 0;
                    require(
                            want == have,
                            "%s: %s partition %d label %d has volume %d, not %d",
                            place,
                            side.word(),
                            partition,
                            label,
                            have,
                            want);
                }
            }
        }
    }

    private void checkReports(Map<Bytes, byte[]> published) {
        Map<Counter, Long> userSums = new HashMap<>();
        Map<Counter, Long> itemSums = new HashMap<>();
        published.forEach((bytes, value) -> {
            ClusterVolumeKey key = ClusterVolumeKey.decode(bytes.get());
            if (key.kind() == Kind.REPORT) {
                TaskReport report = TaskReportFormat.decode(value);
                for (Counter counter : Counter.values()) {
                    (key.side() == Side.USER ? userSums : itemSums).merge(counter, report.count(counter), Long::sum);
                }
            }
        });
        checkCount("users", users.size(), userSums, Counter.VERTICES);
        checkCount("edges", edges, userSums, Counter.EDGES);
        checkCount("edge weight of users", edgeWeight(), userSums, Counter.EDGE_WEIGHT);
        checkCount("items", items.size(), itemSums, Counter.VERTICES);
        checkCount("edge weight of items", edgeWeight(), itemSums, Counter.EDGE_WEIGHT);
        checkCount("inside weight", insideWeight, itemSums, Counter.INSIDE_WEIGHT);
        checkCount("votes", userSums.getOrDefault(Counter.VOTES, 0L), itemSums, Counter.VOTES);
    }

    private void checkCount(String what, long expected, Map<Counter, Long> reported, Counter counter) {
        long found = reported.getOrDefault(counter, 0L);
        require(found == expected, "reported %s are %d, not %d", what, found, expected);
    }

    private void checkItemLabels() {
        Map<Bytes, byte[]> labels = latest.apply(topics.itemLabels());
        require(labels.size() == items.size(), "%d item labels for %d items", labels.size(), items.size());
        labels.forEach((key, value) -> {
            ItemVertex item = items.get(ByteBuffer.wrap(key.get()).getLong());
            ItemLabel label = ItemLabelFormat.decode(value);
            require(item != null && item.label() == label.label(), "item label %s does not fit its item", label);
        });
    }

    private void checkMappings() {
        Map<String, Mapping> found = new HashMap<>();
        latest.apply(topics.mappings())
                .forEach((key, value) ->
                        found.put(new String(key.get(), StandardCharsets.UTF_8), MappingJson.decode(key.get(), value)));
        expectedMappings.forEach((key, mapping) -> {
            Mapping other = found.remove(key);
            require(Objects.equals(mapping, other), "mapping of %s is %s instead of %s", key, other, mapping);
        });
        found.forEach((key, mapping) -> require(false, "mapping %s has no vertex", mapping));
    }

    private void expect(Side side, String id, int row, int secondary) {
        expectedMappings.put(
                new String(MappingJson.key(side, id), StandardCharsets.UTF_8), new Mapping(side, id, row, secondary));
    }

    private void add(Side side, int partition, int label, long degree) {
        if (inRange(label)) {
            volumes.computeIfAbsent(taskKey(side, partition), key -> new long[rounded()])[label] +=
                    parameters.weighting(side).weight(degree);
        }
    }

    private static void addAll(VoteCounts counts, Int2LongOpenHashMap into) {
        for (int i = 0; i < counts.size(); i++) {
            into.addTo(counts.label(i), counts.votes(i));
        }
    }

    private int rounded() {
        return VolumeBlockFormat.blocks(parameters.rows()) * VolumeBlockFormat.LABELS;
    }

    private static ClusterVolumeKey taskKey(Side side, int partition) {
        return new ClusterVolumeKey(Kind.VOLUMES, side, partition, 0);
    }

    private boolean inRange(int label) {
        return label >= 0 && label < parameters.rows();
    }

    private Map<Bytes, byte[]> store(String name) {
        return latest.apply(topics.changelog(name));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    private void require(boolean holds, String message, Object... arguments) {
        if (!holds) {
            violationCount++;
            if (violations.size() < SHOWN_VIOLATIONS) {
                String violation = String.format(message, arguments);
                violations.add(violation.substring(0, Math.min(SHOWN_LENGTH, violation.length())));
            }
        }
    }
}
