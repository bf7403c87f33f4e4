// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.benchmark;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.ItemLabelFormat;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.serde.PremiumFormat;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.serde.VolumeChangesFormat;
import io.rowcast.topology.store.HashKey;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The formats of the tables that every instance reads, and of keys; the hash of an id with them. */
public class TableFormatBenchmark extends MicroBenchmark {
    private static final int CHANGED = 1000;

    private final ItemLabel itemLabel = new ItemLabel(4042, 0x5eed);
    private final byte[] itemLabelBytes = ItemLabelFormat.encode(itemLabel);
    private final long[] volumes = new long[SampleDeployment.ROWS];
    private final long[] block = new long[VolumeBlockFormat.LABELS];
    private final TaskReport report = SampleDeployment.report(ClusteringParameters.ofRows(SampleDeployment.ROWS));
    private final byte[] reportBytes = TaskReportFormat.encode(report);
    private final Premiums premiums = new Premiums(0.014, 0.011, 17);
    private final byte[] premiumBytes = PremiumFormat.encode(premiums);
    private final ClusterVolumeKey key = new ClusterVolumeKey(Kind.VOLUMES, Side.ITEM, 3, 41);
    private final byte[] keyBytes = key.encode();
    private final byte[] hashBytes = HashKey.encode(0x123456789abcdefL);
    private String id = "user-123456";
    private final BitSet changed = new BitSet();
    private byte[] blockBytes;
    private byte[] changesBytes;

    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(42);
        for (int label = 0; label < volumes.length; label++) {
            volumes[label] = random.nextInt(10_000);
        }
        blockBytes = encodeVolumeBlock();
        random.ints(CHANGED, 0, volumes.length).forEach(changed::set);
        changesBytes = encodeVolumeChanges();
    }

    @Benchmark
    public byte[] encodeItemLabel() {
        return ItemLabelFormat.encode(itemLabel);
    }

    @Benchmark
    public ItemLabel decodeItemLabel() {
        return ItemLabelFormat.decode(itemLabelBytes);
    }

    @Benchmark
    public byte[] encodeVolumeBlock() {
        return VolumeBlockFormat.encode(volumes, 41);
    }

    @Benchmark
    public long[] decodeVolumeBlock() {
        VolumeBlockFormat.decode(blockBytes, block);
        return block;
    }

    /** Some thousand labels, as of a commit. */
    @Benchmark
    public byte[] encodeVolumeChanges() {
        return VolumeChangesFormat.encode(7, volumes, changed);
    }

    @Benchmark
    public long[] decodeVolumeChanges() {
        VolumeChangesFormat.decode(changesBytes, volumes.length, (label, volume) -> volumes[label] = volume);
        return volumes;
    }

    @Benchmark
    public byte[] encodeTaskReport() {
        return TaskReportFormat.encode(report);
    }

    @Benchmark
    public TaskReport decodeTaskReport() {
        return TaskReportFormat.decode(reportBytes);
    }

    @Benchmark
    public byte[] encodePremiums() {
        return PremiumFormat.encode(premiums);
    }

    @Benchmark
    public Premiums decodePremiums() {
        return PremiumFormat.decode(premiumBytes);
    }

    @Benchmark
    public byte[] encodeVolumeKey() {
        return key.encode();
    }

    @Benchmark
    public ClusterVolumeKey decodeVolumeKey() {
        return ClusterVolumeKey.decode(keyBytes);
    }

    @Benchmark
    public byte[] encodeHashKey() {
        return HashKey.encode(block[0]);
    }

    @Benchmark
    public long decodeHashKey() {
        return HashKey.decode(hashBytes);
    }

    @Benchmark
    public VertexId hashId() {
        return VertexId.of(id);
    }
}
