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
import io.rowcast.topology.store.HashKey;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The formats of the tables that every instance reads, and of keys; the hash of an id with them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TableFormatBenchmark {
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
    private byte[] blockBytes;

    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(42);
        for (int label = 0; label < volumes.length; label++) {
            volumes[label] = random.nextInt(10_000);
        }
        blockBytes = encodeVolumeBlock();
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
