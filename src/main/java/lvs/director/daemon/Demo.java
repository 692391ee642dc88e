package lvs.director.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.config.Loaded;
import lvs.director.config.RecordedReading;
import lvs.director.config.text.ProblemPrinter;
import lvs.director.config.text.ReadSettings;
import lvs.director.port.Launch.DemoOptions;
import lvs.director.port.Refusal;

/**
 * Three small web servers and a director before them, all in this process on loopback, without
 * root: what the program does, to look at and to play with. Everything that it makes lies in one
 * temporary folder and goes with it.
 */
final class Demo {
  private static final int FAILED = 1;
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final DemoOptions options;
  private final BlockingQueue<Integer> keys = new ArrayBlockingQueue<>(16);

  /** Ctrl-C before there is a director to stop: nothing may be left behind then either. */
  private final AtomicBoolean endedEarly = new AtomicBoolean();

  private final List<DemoWebServer> servers = new ArrayList<>();

  Demo(DemoOptions options) {
    this.options = options;
  }

  int run() {
    Path folder = null;
    Signals.onEnd(() -> endedEarly.set(true));
    try {
      folder = Files.createTempDirectory("lvs-director-demo-");
      return run(folder);
    } catch (IOException | Refusal failed) {
      System.err.println("lvs-director demo: " + failed.getMessage());
      return FAILED;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      servers.forEach(DemoWebServer::close);
      remove(folder);
    }
  }

  private int run(Path folder) throws IOException, Refusal, InterruptedException {
    for (int i = 1; i <= 3; i++) {
      servers.add(new DemoWebServer("web" + i, LOOPBACK));
    }
    DemoPlaces places =
        new DemoPlaces(
            folder,
            freeEndpoint(8080),
            freeEndpoint(8778),
            freeEndpoint(9404),
            freeEndpoint(9160),
            servers);
    writeSecret(places);
    Files.writeString(places.configuration(), places.configurationText());
    RecordedReading reading =
        RecordedReading.of(places.configuration(), ReadSettings.ofThisMachine());
    Loaded loaded = reading.loaded();
    if (!loaded.usable()) {
      throw new IOException(ProblemPrinter.text(loaded.problems()));
    }
    boolean live = !options.plain() && System.console() != null && System.console().isTerminal();
    try (RunDirectory run = RunDirectory.take(places.runFolder());
        EventLog log = new EventLog(live ? null : System.out);
        Assembly assembly =
            Assembly.of(places.configuration(), reading, folder, Optional.empty(), log)) {
      Signals.onEnd(assembly.director()::requestStop);
      if (endedEarly.get()) {
        assembly.director().requestStop();
      }
      assembly.start();
      run.publish();
      try (DemoClient client = new DemoClient(places.service());
          DemoTerminal terminal = new DemoTerminal(live, key -> keys.offer(key))) {
        show(new DemoScreen(places, assembly.director(), client, servers), terminal, assembly);
      }
    }
    return 0;
  }

  private void show(DemoScreen screen, DemoTerminal terminal, Assembly assembly)
      throws IOException, InterruptedException {
    long end = options.duration().map(d -> System.nanoTime() + d.toNanos()).orElse(Long.MAX_VALUE);
    long nextPlainTable = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    if (!terminal.live()) {
      screen.hints().forEach(System.out::println);
    }
    while (System.nanoTime() < end && !assembly.director().stopRequested()) {
      if (terminal.live()) {
        terminal.draw(screen.table(), screen.below());
      } else if (System.nanoTime() >= nextPlainTable) {
        screen.table().forEach(System.out::println);
        nextPlainTable = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      }
      Integer key = keys.poll(terminal.live() ? 500 : 100, TimeUnit.MILLISECONDS);
      if (key != null && press(key)) {
        return;
      }
    }
  }

  /** True when the key ends the demo. */
  private boolean press(int key) throws IOException {
    if (key >= '1' && key < '1' + servers.size()) {
      servers.get(key - '1').toggle();
    }
    return key == 'q';
  }

  /** The preferred port when it is free, else one that the kernel picks. */
  private static Endpoint freeEndpoint(int preferred) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(LOOPBACK, preferred));
      return new Endpoint(LOOPBACK, preferred);
    } catch (IOException taken) {
      try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
        return new Endpoint(LOOPBACK, socket.getLocalPort());
      }
    }
  }

  private static void writeSecret(DemoPlaces places) throws IOException {
    Files.createFile(
        places.passwordFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(places.passwordFile(), places.password() + "\n");
  }

  private static void remove(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException left) {
      System.err.println(
          "lvs-director demo: could not remove " + folder + ": " + left.getMessage());
    }
  }
}
