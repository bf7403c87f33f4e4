// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowGenerations;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.store.ClusterVolumeTable;
import io.rowcast.topology.store.VolumeStore;
import io.rowcast.topology.store.VolumesInMemory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several tasks that commit, learn, crash and move whenever it pleases them, as seen by a reader of the mapping topic: the
 * generation of a row is exactly the number of times that its last member left it.
 */
final class GenerationTraceTest {
    private static final int ROWS = 5;
    private static final int TASKS = 3;
    private static final int INSTANCES = 2;
    private static final int USERS_PER_TASK = 3;

    private final List<byte[]> published = new ArrayList<>();
    private final RowGenerations owner = new RowGenerations(ROWS);
    private final Deque<int[]> uses = new ArrayDeque<>();

    /** What the mapping topic says, and how often each row has lost its last member there. */
    private final Map<String, Mapping> topic = new TreeMap<>();

    private final int[] emptied = new int[ROWS];
    private long answers;
    private final List<Instance> instances = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();

    /** What one instance has learned of the generations. */
    private final class Instance {
        private final ClusterVolumeTable table =
                new ClusterVolumeTable("volumes", ClusteringParameters.ofRows(ROWS), 1);
        private int read;

        void learn(int records) {
            for (int i = 0; i < records && read < published.size(); i++) {
                table.apply(new ClusterVolumeKey(Kind.ROWS, Side.USER, 0, 0), published.get(read++));
            }
        }
    }

    private final class Task {
        private final int number;
        private final Map<String, Mapping> committed = new TreeMap<>();
        private final Set<String> fresh = new TreeSet<>();
        private Map<String, Mapping> users;
        private long answered;
        private VolumeStore volumes;
        private GenerationWatch watch;

        Task(int number) {
            this.number = number;
            restart(instances.get(0));
        }

        /** Begins with what is committed, as after a crash or a move. */
        void restart(Instance instance) {
            users = new TreeMap<>(committed);
            fresh.clear();
            volumes = VolumesInMemory.of(Side.USER, ROWS);
            users.values().forEach(user -> count(user, 1));
            volumes.tellUses((row, used) -> {});
            volumes.count(Counter.GENERATIONS, answered);
            watch = new GenerationWatch(instance.table.generations(), Side.USER, volumes, ROWS);
        }

        private void count(Mapping user, int change) {
            if (user.row() != Mapping.NO_ROW) {
                volumes.add(user.row(), change);
            }
            if (user.secondaryRow() != Mapping.NO_ROW) {
                volumes.addSecondary(user.secondaryRow(), change);
            }
        }

        void place(String id, int row, int second) {
            Mapping before = users.getOrDefault(id, Mapping.none(Side.USER, id));
            count(before, -1);
            Mapping now = row == Mapping.NO_ROW
                    ? Mapping.none(Side.USER, id)
                    : new Mapping(
                            Side.USER,
                            id,
                            row,
                            watch.join(row, before.generationIn(row)),
                            second,
                            second == Mapping.NO_ROW ? 0 : watch.join(second, before.generationIn(second)));
            count(now, 1);
            // What is new is missed by sweeps until the next commit.
            if (before.row() == Mapping.NO_ROW || now.row() == Mapping.NO_ROW) {
                fresh.add(id);
            }
            users.put(id, now);
        }

        void move(Random random) {
            int row = random.nextInt(-1, ROWS);
            int second = random.nextInt(3) == 0 && row >= 0 ? (row + 1 + random.nextInt(ROWS - 1)) % ROWS : -1;
            place("user" + number + "-" + random.nextInt(USERS_PER_TASK), row, second);
        }

        void sweep() {
            for (Mapping user : List.copyOf(users.values())) {
                if (!fresh.contains(user.id())
                        && user.row() >= 0
                        && (risen(user.row(), user) || risen(user.secondaryRow(), user))) {
                    place(user.id(), user.row(), user.secondaryRow());
                }
            }
            watch.sweepDone();
        }

        private boolean risen(int row, Mapping user) {
            return row >= 0 && watch.risen(row, user.generationIn(row));
        }

        void commit() {
            volumes.tellUses((row, used) -> uses.add(new int[] {row, used ? 1 : -1}));
            watch.committing();
            fresh.clear();
            boolean[] before = rowsWithMembers();
            topic.putAll(users);
            users.values().removeIf(user -> user.row() == Mapping.NO_ROW);
            boolean[] after = rowsWithMembers();
            for (int row = 0; row < ROWS; row++) {
                emptied[row] += before[row] && !after[row] ? 1 : 0;
            }
            committed.clear();
            committed.putAll(users);
            answered = volumes.count(Counter.GENERATIONS);
        }
    }

    private boolean[] rowsWithMembers() {
        boolean[] found = new boolean[ROWS];
        for (Mapping user : topic.values()) {
            if (user.row() >= 0) {
                found[user.row()] = true;
            }
            if (user.secondaryRow() >= 0) {
                found[user.secondaryRow()] = true;
            }
        }
        return found;
    }

    private void decide(int changes) {
        for (int i = 0; i < changes && !uses.isEmpty(); i++) {
            int[] change = uses.poll();
            if (change[1] > 0) {
                owner.take(change[0]);
            } else {
                owner.leave(change[0]);
            }
        }
        published.add(VolumeBlockFormat.encode(owner.packed(), 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCountTheGapsOfEveryRowWhateverTheOrder(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new Instance());
        }
        for (int i = 0; i < TASKS; i++) {
            tasks.add(new Task(i));
        }
        int behind = 0;
        for (int step = 0; step < 20_000; step++) {
            Task task = tasks.get(random.nextInt(TASKS));
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> task.move(random);
                case 3, 4 -> task.commit();
                case 5, 6 -> decide(random.nextInt(4));
                case 7, 8 -> instances.get(random.nextInt(INSTANCES)).learn(random.nextInt(4));
                case 9 -> task.watch.look();
                case 10 -> task.sweep();
                default -> {
                    if (random.nextInt(40) == 0) {
                        task.restart(instances.get(random.nextInt(INSTANCES)));
                    }
                }
            }
            for (Mapping user : topic.values()) {
                behind += behind(user, seed, step);
            }
            tasks.forEach(each -> assertAnswerIsTrue(each, seed));
            if (step % 500 == 499) {
                calmDown();
                assertAgreed(seed, step);
            }
        }
        assertThat(behind)
                .as("seed %d: some joins must have raced an emptying", seed)
                .isPositive();
        assertThat(answers).isGreaterThan(1000);
        assertThat(Arrays.stream(emptied).sum()).isGreaterThan(100);
    }

    /** No member is ahead of the number of gaps; one that is behind is about to be published again. */
    private int behind(Mapping user, long seed, int step) {
        int behind = 0;
        for (int row : new int[] {user.row(), user.secondaryRow()}) {
            if (row >= 0) {
                assertThat(user.generationIn(row))
                        .as("seed %d, step %d, %s", seed, step, user)
                        .isLessThanOrEqualTo(emptied[row]);
                behind += user.generationIn(row) < emptied[row] ? 1 : 0;
            }
        }
        return behind;
    }

    /** A task that has answered to all generations there are has no member under another. */
    private void assertAnswerIsTrue(Task task, long seed) {
        long sum = 0;
        for (long packed : owner.packed()) {
            sum += RowGenerations.generation(packed);
        }
        if (task.answered == sum) {
            for (Mapping user : task.committed.values()) {
                for (int row : new int[] {user.row(), user.secondaryRow()}) {
                    if (row >= 0) {
                        answers++;
                        assertThat(user.generationIn(row))
                                .as("seed %d, %s", seed, user)
                                .isEqualTo(RowGenerations.generation(owner.packed()[row]));
                    }
                }
            }
        }
    }

    private void calmDown() {
        tasks.forEach(Task::commit);
        decide(Integer.MAX_VALUE);
        instances.forEach(instance -> instance.learn(Integer.MAX_VALUE));
        for (Task task : tasks) {
            if (task.watch.look() || !task.watch.done()) {
                for (int sweeps = 0; sweeps < 2; sweeps++) {
                    task.commit();
                    task.sweep();
                }
            }
            task.commit();
        }
        decide(Integer.MAX_VALUE);
    }

    private void assertAgreed(long seed, int step) {
        boolean[] members = rowsWithMembers();
        for (int row = 0; row < ROWS; row++) {
            long packed = owner.packed()[row];
            assertThat(RowGenerations.generation(packed))
                    .as("seed %d, step %d, row %d", seed, step, row)
                    .isEqualTo(emptied[row]);
            assertThat(RowGenerations.tasks(packed) > 0).isEqualTo(members[row]);
        }
        for (Mapping user : topic.values()) {
            for (int row : new int[] {user.row(), user.secondaryRow()}) {
                if (row >= 0) {
                    assertThat(user.generationIn(row))
                            .as("seed %d, step %d, %s", seed, step, user)
                            .isEqualTo(emptied[row]);
                }
            }
        }
        long sum = Arrays.stream(emptied).sum();
        assertThat(tasks).allSatisfy(task -> assertThat(task.answered).isEqualTo(sum));
    }
}
