// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static io.rowcast.topology.Damage.ROWS;
import static io.rowcast.topology.Damage.changedUser;
import static io.rowcast.topology.Damage.damage;
import static io.rowcast.topology.Damage.firstPage;
import static io.rowcast.topology.Damage.hash;
import static io.rowcast.topology.Damage.item;
import static io.rowcast.topology.Damage.items;
import static io.rowcast.topology.Damage.key;
import static io.rowcast.topology.Damage.page;
import static io.rowcast.topology.Damage.pages;
import static io.rowcast.topology.Damage.store;
import static io.rowcast.topology.Damage.user;
import static io.rowcast.topology.Damage.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.audit.AuditReport;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PageSet;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.ItemVertexFormat;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.UserVertexFormat;
import io.rowcast.topology.serde.VoteCountsFormat;
import io.rowcast.topology.store.DeploymentMismatchException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of damage, done to one record of a good deployment, is found and named. */
final class AuditTest {
    /** More labels than the votes of an item may be for without being put into pages. */
    private static final int COMMUNITIES = 300;

    private static final String[] SETTINGS = {
        ClusteringConfig.ROWS_CONFIG,
        Integer.toString(ROWS),
        ClusteringConfig.RHO_CONFIG,
        "0",
        // Volumes then add up to the edges.
        ClusteringConfig.USER_WEIGHTING_CONFIG,
        "degree",
        ClusteringConfig.ITEM_WEIGHTING_CONFIG,
        "degree",
        ClusteringConfig.GOVERNOR_ENABLED_CONFIG,
        "false"
    };

    @TempDir
    private static Path directory;

    private static TopicsOfDeployment good;

    @BeforeAll
    static void run() {
        try (TestDeployment deployment = new TestDeployment(directory, SETTINGS)) {
            for (int i = 0; i < COMMUNITIES; i++) {
                for (int edge = 0; edge < 3; edge++) {
                    deployment.add("u" + i, "own-" + i + "-" + edge);
                }
                deployment.add("u" + i, "popular");
            }
            deployment.add("u0", "own-1-0");
            // So that one row is of the second generation and has members, and one has none.
            deployment.add("passing", "by");
            deployment.send(Interaction.forgetUser("passing"));
            deployment.settle();
            good = TopicsOfDeployment.of(deployment, TestDeployment.config(SETTINGS));
        }
    }

    @Test
    void shouldFindNothingWhenADeploymentIsGood() {
        AuditReport report = good.audit(directory);

        assertThat(report.violations()).as(report::toString).isZero();
        assertThat(report.checks())
                .allSatisfy(check -> assertThat(check.checked()).isPositive());
        assertThat(report.figures().users()).isEqualTo(COMMUNITIES);
        assertThat(report.figures().edges()).isEqualTo(4 * COMMUNITIES + 1);
        assertThat(report.check("users").checked()).isEqualTo(COMMUNITIES);
        assertThat(report.check("mappings").checked())
                .isEqualTo(report.figures().users() + report.figures().items() + rowRecords());
        assertThat(good.all(good.topics().changelog(Topics.LABEL_VOTES_STORE))).hasSizeGreaterThan(1);
    }

    private static long rowRecords() {
        return good.all(good.topics().mappings()).keySet().stream()
                .filter(key -> MappingJson.kind(key.get()) == MappingJson.Kind.ROW)
                .count();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("damages")
    void shouldNameTheRecordWhenOneIsDamaged(String check, String words, Consumer<TopicsOfDeployment> damage) {
        TopicsOfDeployment damaged = good.copy();
        damage.accept(damaged);

        AuditReport report = damaged.audit(directory);

        assertThat(report.check(check).first()).as(report::toString).anyMatch(text -> text.contains(words));
        assertThat(report.check(check).violations()).isPositive();
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                        userDamages(),
                        itemDamages(),
                        voteDamages(),
                        TableDamages.ofVolumes(),
                        TableDamages.ofLabelsAndMappings(),
                        RowDamages.all())
                .flatMap(damages -> damages);
    }

    private static Stream<Arguments> userDamages() {
        return Stream.of(
                damage(
                        "users",
                        "user vertex: version 99 is not",
                        d -> d.change(users(d), hash("u1"), Damage::version99)),
                damage(
                        "users",
                        "user vertex: 4 is not in",
                        d -> d.change(users(d), hash("u1"), v -> Arrays.copyOf(v, v.length - 3))),
                damage("users", "vertex key", d -> d.put(users(d), new byte[3], d.get(users(d), hash("u1")))),
                damage("users", "user u1 (", d -> d.put(users(d), hash("other"), d.get(users(d), hash("u1")))),
                damage(
                        "users",
                        "belongs to another partition",
                        d -> d.putElsewhere(users(d), 1, hash("u1"), d.get(users(d), hash("u1")))),
                user("has no edge", user -> {
                    while (user.size() > 0) {
                        user.remove(0);
                    }
                }),
                user("has row 512", user -> user.assign(ROWS, user.secondaryLabel())),
                user("has row -1", user -> user.assign(UserVertex.NO_LABEL, UserVertex.NO_LABEL)),
                user("twice", user -> user.assign(user.label(), user.label())),
                user("has secondary row 600", user -> user.assign(user.label(), 600)),
                user("has two edges to item", user -> user.add(user.item(0), 1)),
                damage(
                        "users",
                        "edges of another weighting",
                        d -> d.change(users(d), hash("u1"), value -> {
                            UserVertex old = UserVertexFormat.decode(value);
                            UserVertex user = new UserVertex(old.id(), true);
                            user.assign(old.label(), old.secondaryLabel());
                            user.add(old.item(0), 1);
                            return UserVertexFormat.encode(user);
                        })),
                damage("edges", "users have edges of weight", d -> d.drop(users(d), hash("u1"))),
                damage("votes", "its users 0", d -> d.drop(users(d), hash("u1"))),
                damage(
                        "votes",
                        "votes for label",
                        d -> d.change(
                                users(d),
                                hash("u1"),
                                changedUser(user -> user.assign((user.label() + 1) % ROWS, UserVertex.NO_LABEL)))),
                damage(
                        "mappings",
                        "user:u1 has the mapping",
                        d -> d.change(
                                users(d),
                                hash("u1"),
                                changedUser(user -> user.assign((user.label() + 1) % ROWS, UserVertex.NO_LABEL)))));
    }

    private static Stream<Arguments> itemDamages() {
        return Stream.of(
                damage("items", "version 99 is not 1", d -> d.change(items(d), hash("popular"), Damage::version99)),
                damage("items", "is not of 8 bytes", d -> d.put(items(d), new byte[12], new byte[1])),
                damage("items", "item popular (", d -> d.put(items(d), hash("x"), d.get(items(d), hash("popular")))),
                damage(
                        "items",
                        "belongs to another partition",
                        d -> d.putElsewhere(items(d), 1, hash("popular"), d.get(items(d), hash("popular")))),
                item("items", "has no edge", i -> new ItemVertex(i.id(), i.label(), 0, i.ownVotes(), i.inline(), null)),
                item("items", "row 512", i -> new ItemVertex(i.id(), ROWS, 1, i.ownVotes(), i.inline(), null)),
                item("votes", "has degree 7, but", i -> new ItemVertex(i.id(), i.label(), 7, 1, i.inline(), null)),
                item("edges", "items of", i -> new ItemVertex(i.id(), i.label(), 7, 1, i.inline(), null)),
                item("votes", "9 own votes", i -> new ItemVertex(i.id(), i.label(), i.degree(), 9, i.inline(), null)),
                item("votes", "its users 1", i -> {
                    VoteCounts votes = new VoteCounts();
                    votes.append(i.label(), 2);
                    return new ItemVertex(i.id(), i.label(), 2, 2, votes, null);
                }),
                item("item-labels", "has label", i -> new ItemVertex(i.id(), i.label() ^ 1, 1, 0, i.inline(), null)),
                item("mappings", "item:own-2-0", i -> new ItemVertex(i.id(), i.label() ^ 1, 1, 0, i.inline(), null)));
    }

    private static Stream<Arguments> voteDamages() {
        return Stream.of(
                damage("votes", "has no record, but users", d -> d.drop(items(d), hash("own-2-0"))),
                damage("vote-pages", "is missing", d -> d.drop(pages(d), firstPage(d))),
                damage("vote-pages", "version 99", d -> d.change(pages(d), firstPage(d), Damage::version99)),
                damage(
                        "vote-pages",
                        "is empty",
                        d -> d.change(pages(d), firstPage(d), value -> VoteCountsFormat.encode(new VoteCounts()))),
                damage(
                        "votes",
                        "votes for label",
                        d -> d.change(pages(d), firstPage(d), value -> {
                            VoteCounts votes = VoteCountsFormat.decode(value);
                            votes.add(votes.label(0), 1);
                            return VoteCountsFormat.encode(votes);
                        })),
                damage(
                        "vote-pages",
                        "label 511 is not one of page 0",
                        d -> d.change(pages(d), page("popular", 0), v -> {
                            VoteCounts votes = VoteCountsFormat.decode(v);
                            votes.append(511, 1);
                            return VoteCountsFormat.encode(votes);
                        })),
                damage(
                        "vote-pages",
                        "page 77 of item popular is not in use",
                        d -> d.put(pages(d), page("popular", 77), d.get(pages(d), firstPage(d)))),
                damage(
                        "vote-pages",
                        "page 0 of item",
                        d -> d.put(pages(d), page("nothing", 0), d.get(pages(d), firstPage(d)))),
                damage(
                        "vote-pages",
                        "page 6 is missing",
                        d -> d.change(items(d), hash("popular"), value -> {
                            ItemVertex old = ItemVertexFormat.decode(value);
                            PageSet pages = new PageSet(new long[] {old.pages().word(0) | 1 << 6});
                            return ItemVertexFormat.encode(
                                    new ItemVertex(old.id(), old.label(), old.degree(), old.ownVotes(), null, pages));
                        })),
                item("vote-pages", "1 votes for label 600", i -> {
                    VoteCounts votes = new VoteCounts();
                    votes.append(600, 1);
                    return new ItemVertex(i.id(), i.label(), 1, 0, votes, null);
                }),
                damage("vote-pages", "is not of 12 bytes", d -> d.put(pages(d), new byte[8], new byte[1])));
    }

    @Test
    void shouldAskForMembersOnlyWhenTheBuildThatWroteThemCountedThem() {
        TopicsOfDeployment older = good.copy();
        older.all(store(older, Side.USER)).keySet().removeIf(AuditTest::isOfMembers);

        assertThat(older.audit(directory).check("stored-volumes").violations()).isPositive();

        older.all(store(older, Side.ITEM)).keySet().removeIf(AuditTest::isOfMembers);
        older.all(older.topics().clusterVolumes()).keySet().removeIf(AuditTest::isOfMembers);

        assertThat(older.audit(directory).violations()).isZero();
    }

    private static boolean isOfMembers(Bytes key) {
        Kind kind = ClusterVolumeKey.decode(key.get()).kind();
        return kind == Kind.MEMBERS || kind == Kind.MEMBER_CHANGES;
    }

    @Test
    void shouldRefuseToAuditWhenKIsAnother() {
        TopicsOfDeployment other = good.copy();
        other.change(
                store(other, Side.USER),
                key(Kind.REPORT, Side.USER, 0).encode(),
                value -> TaskReportFormat.encode(
                        new TaskReport("rows=1", TaskReportFormat.decode(value).counts(), false)));

        assertThatThrownBy(() -> other.audit(directory))
                .isInstanceOf(DeploymentMismatchException.class)
                .hasMessageContaining("rows=1,")
                .hasMessageContaining("rows=512");
    }
}
