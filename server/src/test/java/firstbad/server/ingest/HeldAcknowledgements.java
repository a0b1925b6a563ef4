package firstbad.server.ingest;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/**
 * Stands between clients and a broker. While it holds a partition, whoever writes to it is told
 * that too few replicas have it, and tries again.
 */
final class HeldAcknowledgements implements AutoCloseable {
  private static final int NONE = -1;

  private final ServerSocket from = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final CompletableFuture<Integer> to = new CompletableFuture<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int held = NONE;
  private final AtomicInteger refused = new AtomicInteger();

  HeldAcknowledgements() throws IOException {
    begin(this::accept);
  }

  /** {@code host:port} that the broker is to tell its clients. */
  String address() {
    return "127.0.0.1:" + from.getLocalPort();
  }

  /** The broker listens on this port. */
  void of(int port) {
    to.complete(port);
  }

  /** From now on nothing that is written to this partition, of whatever topic, is acknowledged. */
  void hold(int partition) {
    refused.set(0);
    held = partition;
  }

  void letGo() {
    held = NONE;
  }

  /** How often an acknowledgement was held since the partition is. */
  int refused() {
    return refused.get();
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "held-acknowledgements");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        Socket broker = new Socket(InetAddress.getLoopbackAddress(), to.join());
        open.add(client);
        open.add(broker);
        Queue<RequestHeader> asked = new ConcurrentLinkedQueue<>();
        begin(() -> requests(client, broker, asked));
        begin(() -> answers(broker, client, asked));
      } catch (IOException e) {
        // one of the two has gone
      }
    }
  }

  private static void requests(Socket client, Socket broker, Queue<RequestHeader> asked) {
    try (client;
        broker) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(broker.getOutputStream());
      while (true) {
        byte[] request = frame(in);
        asked.add(RequestHeader.parse(ByteBuffer.wrap(request)));
        write(out, request);
      }
    } catch (IOException e) {
      // one of the two has gone
    }
  }

  /** A broker answers in the order in which it was asked. */
  private void answers(Socket broker, Socket client, Queue<RequestHeader> asked) {
    try (client;
        broker) {
      DataInputStream in = new DataInputStream(broker.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (true) {
        byte[] answer = frame(in);
        RequestHeader request = asked.remove();
        write(out, request.apiKey() == ApiKeys.PRODUCE ? told(answer, request) : answer);
      }
    } catch (IOException e) {
      // one of the two has gone
    }
  }

  private byte[] told(byte[] answer, RequestHeader request) {
    ProduceResponse response =
        (ProduceResponse) AbstractResponse.parseResponse(ByteBuffer.wrap(answer), request);
    response.data().responses().stream()
        .flatMap(topic -> topic.partitionResponses().stream())
        .filter(partition -> partition.index() == held)
        .forEach(
            partition -> {
              refused.incrementAndGet();
              partition.setErrorCode(Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND.code());
            });
    short version = request.apiVersion();
    ByteBuffer changed =
        RequestUtils.serialize(
            request.toResponseHeader().data(),
            ApiKeys.PRODUCE.responseHeaderVersion(version),
            response.data(),
            version);
    byte[] bytes = new byte[changed.remaining()];
    changed.get(bytes);
    return bytes;
  }

  private static byte[] frame(DataInputStream in) throws IOException {
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return frame;
  }

  private static void write(DataOutputStream out, byte[] frame) throws IOException {
    out.write(ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).array());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    from.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
