// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.audit.AuditReport;
import io.rowcast.topology.codebook.ContentHash;
import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.codebook.TableSum;
import io.rowcast.topology.codebook.VersionPart;
import io.rowcast.topology.processor.PartitionKey;
import io.rowcast.topology.serde.VersionKey;
import io.rowcast.topology.serde.VersionPartFormat;
import io.rowcast.topology.serde.VersionRequestFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit recounts what tasks have added up, and the latest version. */
final class AuditVersionsTest {
    private static final ClusteringConfig CONFIG = TestDeployment.config();

    @TempDir
    private Path directory;

    private TopicsOfDeployment topics;
    private String sums;
    private long end;

    @BeforeEach
    void run() {
        try (TestDeployment deployment = new TestDeployment(directory)) {
            for (int i = 0; i < 40; i++) {
                deployment.add("u" + i % 8, "i" + i % 5);
            }
            deployment.settle();
            deployment.sendRaw(
                    deployment.topics().versionRequests(),
                    new TestRecord<>(PartitionKey.encode(0), VersionRequestFormat.encode(1)));
            assertThat(deployment.violations()).isEmpty();
            end = deployment.end(deployment.topics().mappings());
            topics = TopicsOfDeployment.of(deployment, CONFIG).endingAt(end);
            sums = deployment.topics().changelog(Topics.VERSION_PARTS_STORE);
        }
    }

    private List<String> violations(boolean atRest) {
        AuditReport report = topics.audit(directory, atRest, List.of(), List.of());
        return report.check("versions").first();
    }

    private void sum(TableSum sum, long position) {
        VersionPart head = new VersionPart(0, 2, position, sum, List.of(), new RowChanges());
        topics.put(sums, VersionKey.HEAD.encode(), VersionPartFormat.encode(head));
    }

    private TableSum sum() {
        return VersionPartFormat.decode(topics.get(sums, VersionKey.HEAD.encode()), CONFIG.rows())
                .sum();
    }

    @Test
    void shouldFindNothingWhenAllIsWell() {
        assertThat(violations(false)).isEmpty();
        assertThat(sum().users()).isEqualTo(8);
    }

    @Test
    void shouldNameATaskWhoseSumIsAnother() {
        sum(sum().plus(new TableSum(0, 0, 0, 0, new ContentHash(0, 1))), end);

        assertThat(violations(false)).singleElement().asString().contains("the task adds partition 0 up to");
    }

    @Test
    void shouldNameATaskThatHasNotReadEverythingUnlessItIsStopped() {
        sum(sum(), end - 1);

        assertThat(violations(false)).singleElement().asString().contains("as far as " + (end - 1) + " of " + end);
        assertThat(violations(true)).isEmpty();
    }

    @Test
    void shouldNameAVersionThatIsNotTheTable() {
        byte[] key = "1".getBytes(StandardCharsets.UTF_8);
        String versions = topics.topics().versions();
        topics.change(
                versions,
                key,
                value -> new String(value, StandardCharsets.UTF_8)
                        .replace("\"users\":8", "\"users\":9")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(violations(true)).singleElement().asString().contains("version 1 says");
        topics.put(versions, key, new byte[] {'?'});
        assertThat(violations(true)).singleElement().asString().contains("not a version under the key '1'");
    }

    @Test
    void shouldNoticeAMappingThatIsMissing() {
        topics.all(topics.topics().mappings()).remove(Bytes.wrap("user:u1".getBytes(StandardCharsets.UTF_8)));

        assertThat(violations(false)).hasSize(2);
    }
}
