package firstbad.topology.store;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;

/**
 * The node of a processor, kept so that records can be forwarded while stores are written back: at
 * that time Streams has no current node, and {@code forward} needs one. Kafka's own cache does the
 * same.
 */
public final class CurrentNode {
  private final InternalProcessorContext<?, ?> context;
  private final ProcessorNode<?, ?, ?, ?> node;

  private CurrentNode(InternalProcessorContext<?, ?> context) {
    this.context = context;
    this.node = context.currentNode();
  }

  /** The node whose {@code init} is running. */
  public static CurrentNode of(ProcessorContext<?, ?> context) {
    return new CurrentNode((InternalProcessorContext<?, ?>) context);
  }

  /** Runs {@code forwards} as if the node were processing a record. */
  public void during(Runnable forwards) {
    ProcessorNode<?, ?, ?, ?> before = context.currentNode();
    context.setCurrentNode(node);
    try {
      forwards.run();
    } finally {
      context.setCurrentNode(before);
    }
  }
}
