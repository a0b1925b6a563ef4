package firstbad.server.view;

import firstbad.server.Folders;
import firstbad.testing.Prerequisite;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL in a folder of its own, from the binaries that Maven fetched. It refuses to run
 * as root, where it is started as nobody.
 */
public final class Postgres implements AutoCloseable {
  private static final String NOBODY = "65534";
  private static final long PATIENCE_NS = 120_000_000_000L;

  private final Path folder;
  private final int port;
  private Process process;
  private int databases;

  private Postgres(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.process = served(folder, port);
  }

  /** Starts one. */
  public static Postgres started() throws IOException, InterruptedException {
    String binaries = "/postgres-" + platform() + ".txz";
    try (InputStream archive = Postgres.class.getResourceAsStream(binaries)) {
      Prerequisite.require(
          archive != null, "Maven fetched no PostgreSQL for this machine (" + binaries + ").");
      Path folder =
          Files.createTempDirectory(
              "firstbad-postgres",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      unpack(archive, folder);
      Path data = Files.createDirectory(folder.resolve("data"));
      own(folder, data);
      run(
          folder,
          "bin/initdb",
          "-D",
          "data",
          "-U",
          "firstbad",
          "-A",
          "trust",
          "-E",
          "UTF8",
          "--locale=C",
          "--no-sync");
      Postgres postgres = new Postgres(folder, freePort());
      postgres.awaitReady();
      return postgres;
    }
  }

  private static Process served(Path folder, int port) throws IOException {
    return begin(
        folder,
        "bin/postgres",
        "-D",
        "data",
        "-h",
        "127.0.0.1",
        "-p",
        String.valueOf(port),
        "-k",
        "",
        "-c",
        "fsync=off",
        "-c",
        "shared_buffers=32MB",
        "-c",
        "max_connections=60");
  }

  /** Stops it, whoever is connected; its data stay. */
  public void stop() throws IOException, InterruptedException {
    run(folder, "bin/pg_ctl", "stop", "-D", "data", "-m", "fast");
  }

  /** Starts it again where it was. */
  public void start() throws IOException, InterruptedException {
    process = served(folder, port);
    awaitReady();
  }

  private static String platform() {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return "linux-" + (arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "arm_64" : arch);
  }

  private static void unpack(InputStream archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
          }
        }
      }
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void own(Path folder, Path data) throws IOException, InterruptedException {
    if (isRoot()) {
      run(folder, "chown", NOBODY + ":" + NOBODY, data.toString());
    }
  }

  private static Process begin(Path folder, String... command) throws IOException {
    List<String> all = new ArrayList<>();
    if (isRoot() && command[0].startsWith("bin/")) {
      all.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    all.add(command[0].startsWith("bin/") ? folder.resolve(command[0]).toString() : command[0]);
    all.addAll(Arrays.asList(command).subList(1, command.length));
    File log = folder.resolve("log").toFile();
    return new ProcessBuilder(all)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Process process = begin(folder, command);
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(
          String.join(" ", command) + " failed:\n" + Files.readString(folder.resolve("log")));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NS;
    while (true) {
      try {
        connect("postgres").close();
        return;
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          String said = Files.readString(folder.resolve("log"));
          close();
          throw new IllegalStateException("PostgreSQL did not start:\n" + said, e);
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database));
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=firstbad";
  }

  /** JDBC URL of a new, empty database. */
  public synchronized String newDatabase() throws SQLException {
    String name = "view" + ++databases;
    try (Connection connection = connect("postgres")) {
      boolean unused = connection.createStatement().execute("CREATE DATABASE " + name);
    }
    return url(name);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(300, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Folders.delete(folder);
  }
}
