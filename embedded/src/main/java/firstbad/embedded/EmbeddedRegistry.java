package firstbad.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry for Avro in this JVM that Confluent's clients take for Confluent's. It keeps
 * port and schemas over {@link #stop()} and {@link #start()}. Safe for use by several threads.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final String WHO = "The registry";
  private static final int THREADS = 8;

  static {
    // The JDK's server sends head and body of an answer apart; unless this is set before its first
    // use, the second waits for the client to acknowledge the first, 40 ms on every request.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final RegistrySettings settings;
  private final Folder folder;
  private int port;
  private @Nullable Running running;

  private record Running(
      HttpServer server, ExecutorService threads, Journal journal, FileChannel lock) {}

  /** A registry that is not started yet; its folder is there. */
  public EmbeddedRegistry(RegistrySettings settings) {
    this.settings = settings;
    this.folder = Folder.of(WHO, settings.folder());
    this.port = settings.port();
  }

  /** A started registry on loopback with schemas that go when it is closed. */
  public static EmbeddedRegistry started() {
    return started(RegistrySettings.temporary());
  }

  /**
   * A started registry.
   *
   * @throws NotStarted when port or folder are taken or unusable
   */
  public static EmbeddedRegistry started(RegistrySettings settings) {
    EmbeddedRegistry registry = new EmbeddedRegistry(settings);
    boolean started = false;
    try {
      registry.start();
      started = true;
      return registry;
    } finally {
      if (!started) {
        registry.close();
      }
    }
  }

  /**
   * Starts it, on the port of the last time if there was one. Does nothing when it runs.
   *
   * @throws NotStarted when port or folder are taken or unusable
   */
  public synchronized void start() {
    if (running != null) {
      return;
    }
    FileChannel lock = folder.lock();
    Journal journal = null;
    try {
      Subjects subjects = new Subjects();
      journal = Journal.open(folder.path().resolve("changes.jsonl"), subjects::apply);
      HttpServer server =
          ListeningPort.opened(
              WHO, settings.host(), port, address -> HttpServer.create(address, 0));
      ExecutorService threads = Executors.newFixedThreadPool(THREADS, new DaemonThreads());
      server.setExecutor(threads);
      server.createContext(
          "/", new RegistryHttp(new RegistryRoutes(new RegistryRules(subjects, journal::append))));
      server.start();
      port = server.getAddress().getPort();
      running = new Running(server, threads, journal, lock);
    } finally {
      if (running == null) {
        closed(journal);
        closed(lock);
      }
    }
  }

  /** Stops it; port and schemas stay. Does nothing when it is stopped. */
  public synchronized void stop() {
    Running last = running;
    if (last != null) {
      running = null;
      last.server().stop(0);
      last.threads().shutdown();
      closed(last.journal());
      closed(last.lock());
    }
  }

  /** Stops it and removes its schemas if they were temporary. */
  @Override
  public synchronized void close() {
    stop();
    folder.discard();
  }

  /** The URL for {@code schema.registry.url}; known once it was started. */
  public synchronized String url() {
    return "http://" + BrokerConfiguration.bracketed(settings.host()) + ":" + port;
  }

  /** Where its schemas are. */
  public Path folder() {
    return folder.path();
  }

  private static void closed(@Nullable AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class DaemonThreads implements java.util.concurrent.ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "firstbad-registry-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }
}
