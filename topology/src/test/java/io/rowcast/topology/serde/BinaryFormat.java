// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.codebook.ContentHash;
import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.codebook.TableSum;
import io.rowcast.topology.codebook.VersionAssembly;
import io.rowcast.topology.codebook.VersionPart;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PagesInMemory;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.RowUsesFormat.RowUses;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Every binary format behind one face, with random values to write. */
enum BinaryFormat {
    USER_VERTEX {
        @Override
        byte[] random(Random random) {
            UserVertex user = new UserVertex(text(random), random.nextBoolean());
            user.assign(label(random), label(random));
            if (random.nextBoolean()) {
                user.startTimes(0);
            }
            int edges = random.nextInt(12);
            for (int i = 0; i < edges; i++) {
                user.add(random.nextLong(), weight(random), random.nextLong(1L << 32));
            }
            user.join(RandomValues.generation(random), RandomValues.generation(random));
            user.forgottenUpTo(random.nextBoolean() ? 0 : random.nextInt(1 << 20));
            user.since(random.nextBoolean() ? 0 : random.nextLong(1L << 32));
            return UserVertexFormat.encode(user);
        }

        @Override
        boolean reads(int version, int own) {
            return version >= 1 && version <= 3;
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            return UserVertexFormat.encode(UserVertexFormat.decode(bytes));
        }
    },
    ITEM_VERTEX {
        @Override
        byte[] random(Random random) {
            ItemVertex item = new ItemVertex(text(random));
            int labels = random.nextInt(4) == 0 ? 400 : random.nextInt(12);
            PagesInMemory pages = new PagesInMemory();
            for (int i = 0; i < labels; i++) {
                item.recast(1, ItemVertex.NO_LABEL, random.nextInt(1 << 16), weight(random), pages);
            }
            item.assign(1, random.nextInt(1 << 24), pages);
            item.join(RandomValues.generation(random));
            item.since(random.nextBoolean() ? 0 : random.nextLong(1L << 32));
            return ItemVertexFormat.encode(item);
        }

        @Override
        boolean reads(int version, int own) {
            return version >= 1 && version <= 3;
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            return ItemVertexFormat.encode(ItemVertexFormat.decode(bytes));
        }
    },
    LABEL_VOTES {
        @Override
        byte[] random(Random random) {
            VoteCounts counts = new VoteCounts();
            int labels = random.nextInt(20);
            for (int i = 0; i < labels; i++) {
                counts.add(random.nextInt(1 << random.nextInt(1, 31)), weight(random));
            }
            return VoteCountsFormat.encode(counts);
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            return VoteCountsFormat.encode(VoteCountsFormat.decode(bytes));
        }
    },
    VOTES {
        @Override
        byte[] random(Random random) {
            VoteBatch batch = new VoteBatch();
            int votes = random.nextInt(4);
            for (int i = 0; i < votes; i++) {
                long[] items = random.longs(1 + random.nextInt(4)).toArray();
                long[] weights = random.nextBoolean()
                        ? null
                        : random.longs(items.length, 1, 1000).toArray();
                String id = random.nextBoolean() ? null : text(random);
                batch.add(new Votes(label(random), label(random), id, items, weights));
            }
            return batch.take();
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            VoteBatch batch = new VoteBatch();
            VoteBatch.decode(bytes).forEach(batch::add);
            return batch.take();
        }
    },
    ITEM_LABEL {
        @Override
        byte[] random(Random random) {
            return ItemLabelFormat.encode(new ItemLabel(random.nextInt(1 << 24), random.nextInt()));
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            return ItemLabelFormat.encode(ItemLabelFormat.decode(bytes));
        }
    },
    VOLUMES {
        @Override
        byte[] random(Random random) {
            long[] volumes = new long[100];
            int filled = random.nextInt(100);
            for (int i = 0; i < filled; i++) {
                volumes[i] = weight(random);
            }
            return VolumeBlockFormat.encode(volumes, random.nextInt(2));
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            long[] block = new long[VolumeBlockFormat.LABELS];
            VolumeBlockFormat.decode(bytes, block);
            return VolumeBlockFormat.encode(block, 0);
        }
    },
    VOLUME_CHANGES {
        @Override
        byte[] random(Random random) {
            long[] volumes = new long[100];
            BitSet labels = new BitSet();
            for (int label = 0; label < volumes.length; label++) {
                volumes[label] = weight(random);
                labels.set(label, random.nextInt(4) == 0);
            }
            return VolumeChangesFormat.encode(random.nextInt(1_000_000), volumes, labels);
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            long[] volumes = new long[100];
            BitSet labels = new BitSet();
            VolumeChangesFormat.decode(bytes, volumes.length, (label, volume) -> {
                volumes[label] = volume;
                labels.set(label);
            });
            return VolumeChangesFormat.encode(VolumeChangesFormat.round(bytes), volumes, labels);
        }
    },
    REPORT {
        @Override
        byte[] random(Random random) {
            long[] counts = random.longs(Counter.values().length, 0, 1L << 40).toArray();
            return TaskReportFormat.encode(new TaskReport(text(random), counts, random.nextBoolean()));
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            return TaskReportFormat.encode(TaskReportFormat.decode(bytes));
        }
    },
    PREMIUM {
        @Override
        byte[] random(Random random) {
            return PremiumFormat.encode(
                    new Premiums(random.nextDouble(), random.nextDouble(), random.nextInt(1 << 20)));
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            return PremiumFormat.encode(PremiumFormat.decode(bytes));
        }
    },
    ROW_USES {
        @Override
        byte[] random(Random random) {
            return RowUsesFormat.encode(new RowUses(Side.ofCode((byte) random.nextInt(2)), rows(random), rows(random)));
        }

        private IntList rows(Random random) {
            IntArrayList rows = new IntArrayList();
            int row = -1;
            for (int count = random.nextInt(6); count > 0; count--) {
                row += 1 + random.nextInt(1 << random.nextInt(1, 25));
                rows.add(row);
            }
            return rows;
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            return RowUsesFormat.encode(RowUsesFormat.decode(bytes));
        }
    },
    NAMING {
        @Override
        byte[] random(Random random) {
            return NamingFormat.encode(weight(random));
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            return NamingFormat.encode(NamingFormat.decode(bytes));
        }
    },
    ROW_BLOCK {
        @Override
        byte[] random(Random random) {
            return RowBlockFormat.encode(random.nextInt(1 << 20), bits(random));
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            RowBlockFormat.RowBlock block = RowBlockFormat.decode(bytes);
            return RowBlockFormat.encode(block.round(), block.bits());
        }
    },
    VERSION_PART {
        @Override
        byte[] random(Random random) {
            RowChanges changes = new RowChanges();
            for (Side side : Side.values()) {
                for (RowChanges.Kind kind : RowChanges.Kind.values()) {
                    changes.restore(side, kind, 0, bits(random));
                }
            }
            ContentHash hash = new ContentHash(random.nextLong(), random.nextLong());
            TableSum sum = new TableSum(weight(random), weight(random), weight(random), weight(random), hash);
            List<Long> requests = random.longs(random.nextInt(3)).boxed().toList();
            return VersionPartFormat.encode(
                    new VersionPart(random.nextInt(9), weight(random), weight(random), sum, requests, changes));
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            return VersionPartFormat.encode(VersionPartFormat.decode(bytes, RowChanges.BLOCK_ROWS));
        }
    },
    VERSION_PROGRESS {
        @Override
        byte[] random(Random random) {
            Map<Long, BitSet> pending = new LinkedHashMap<>();
            random.longs(random.nextInt(3)).forEach(id -> pending.put(id, bits(random)));
            return VersionProgressFormat.encode(
                    new VersionAssembly.Progress(weight(random), weight(random), random.nextBoolean()), pending);
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            VersionProgressFormat.State state = VersionProgressFormat.decode(bytes);
            return VersionProgressFormat.encode(state.progress(), state.pending());
        }
    },
    VERSION_REQUEST {
        @Override
        byte[] random(Random random) {
            return VersionRequestFormat.encode(random.nextLong());
        }

        @Override
        byte[] rewrite(byte[] bytes) {
            return VersionRequestFormat.encode(VersionRequestFormat.decode(bytes));
        }
    };

    /** A random value, encoded. */
    abstract byte[] random(Random random);

    /** Decodes and encodes again. */
    abstract byte[] rewrite(byte[] bytes);

    /** Whether a version is read where values are now written with another. */
    boolean reads(int version, int own) {
        return version == own;
    }

    private static int label(Random random) {
        return random.nextInt(5) == 0 ? -1 : random.nextInt(1 << random.nextInt(1, 25));
    }

    private static BitSet bits(Random random) {
        BitSet bits = new BitSet();
        random.ints(random.nextInt(20), 0, RowChanges.BLOCK_ROWS).forEach(bits::set);
        return bits;
    }

    private static long weight(Random random) {
        return random.nextLong(1, 1L << random.nextInt(1, 40));
    }

    private static String text(Random random) {
        int length = random.nextInt(1, 20);
        return random.ints(length, 1, Character.MAX_CODE_POINT + 1)
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 'x' : c % 3 == 0 ? 'a' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
