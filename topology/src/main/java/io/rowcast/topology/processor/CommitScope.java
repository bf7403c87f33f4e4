// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/**
 * Lets a processor forward records while its task is about to commit, within the transaction. Kafka Streams' own caches
 * forward at that moment in just this way; there is no public form of it.
 */
final class CommitScope {
    private final InternalProcessorContext<?, ?> context;
    private final ProcessorNode<?, ?, ?, ?> node;

    /** Remembers the processor being initialised as the one that will forward. */
    CommitScope(ProcessorContext<?, ?> context) {
        this.context = (InternalProcessorContext<?, ?>) context;
        this.node = this.context.currentNode();
    }

    void run(Runnable action) {
        ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
        ProcessorRecordContext recordBefore = context.recordContext();
        context.setCurrentNode(node);
        context.setRecordContext(
                new ProcessorRecordContext(context.currentSystemTimeMs(), -1L, -1, null, new RecordHeaders()));
        try {
            action.run();
        } finally {
            context.setCurrentNode(nodeBefore);
            context.setRecordContext(recordBefore);
        }
    }
}
