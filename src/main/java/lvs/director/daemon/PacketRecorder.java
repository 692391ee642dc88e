package lvs.director.daemon;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.NetworkState;
import lvs.director.vrrp.NetworkState.Link;
import lvs.director.vrrp.PacketRecord;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * Writes the VRRP packets of a run as a scenario text, which the simulation replays: what is heard
 * is heard again, what was sent is expected. A thread of its own writes; what it cannot keep up
 * with is counted and told in the text.
 */
final class PacketRecorder implements AutoCloseable {
  private static final String NAME = "A";
  private static final int CAPACITY = 100_000;
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A packet, or the order to stop where there is none. */
  private record Packet(long nanos, Optional<IncomingPacket> heard, Optional<OutgoingPacket> sent) {
    String since(long startNanos) {
      return heard
          .map(packet -> PacketRecord.of(nanos - startNanos, NAME, packet))
          .or(() -> sent.map(packet -> PacketRecord.of(nanos - startNanos, NAME, packet)))
          .map(PacketRecord::toString)
          .orElseGet(() -> "at %s %s stops".formatted(seconds(nanos - startNanos), NAME));
    }
  }

  private final Mailbox<Packet> queue = new Mailbox<>(CAPACITY);
  private final Writer text;
  private final EventLog log;
  private final Thread thread;
  private volatile boolean begun;
  private long startNanos;
  private volatile boolean closing;
  private long lost;

  /**
   * @throws IOException when the file cannot be written
   */
  PacketRecorder(Path file, EventLog log) throws IOException {
    this.text = Files.newBufferedWriter(file);
    this.log = log;
    this.thread = Thread.ofPlatform().name("recorder").daemon().unstarted(this::run);
  }

  /** Begins with the machine as it is before the election has its configuration. */
  void begin(Configuration configuration, List<String> files, NetworkState network)
      throws IOException {
    text.write("A run that was recorded.\n\n");
    configuration.vrrp().virtualRouters().stream()
        .map(VirtualRouter::interfaceName)
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(network::link)
        .ifPresent(link -> write(director(link)));
    text.write("configuration\n");
    for (String file : files) {
      for (String line : Files.readAllLines(Path.of(file))) {
        // What is included stands below.
        text.write((line.strip().startsWith("include") ? "# " : "") + line + "\n");
      }
    }
    text.write("end\n\nat 0.000 " + NAME + " starts\n");
    begun = true;
  }

  /**
   * The election has taken its configuration.
   *
   * @param nowNanos when it did; time is counted from here
   */
  void start(long nowNanos) {
    startNanos = nowNanos;
    thread.start();
  }

  private static String director(Link link) {
    String addresses =
        link.addresses().stream()
            .filter(address -> !address.ours())
            .map(address -> address.prefix().toString())
            .collect(Collectors.joining(" "));
    return "director " + NAME + " has " + link.name() + " " + addresses + "\n";
  }

  void received(long nowNanos, IncomingPacket packet) {
    if (begun) {
      queue.offer(new Packet(nowNanos, Optional.of(packet), Optional.empty()));
    }
  }

  void sent(long nowNanos, OutgoingPacket packet) {
    if (begun) {
      queue.offer(new Packet(nowNanos, Optional.empty(), Optional.of(packet)));
    }
  }

  /** The director is told to stop. */
  void stops(long nowNanos) {
    if (begun) {
      queue.offer(new Packet(nowNanos, Optional.empty(), Optional.empty()));
    }
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.9f", nanos / 1e9);
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        Packet next = queue.poll();
        if (next != null) {
          text.write(next.since(startNanos) + "\n");
        } else {
          tellLost();
          text.flush();
          queue.await(FLUSH_NANOS);
        }
      }
    } catch (IOException failed) {
      log.error("the recording ends: " + failed.getMessage());
    }
  }

  private void tellLost() throws IOException {
    if (queue.refused() > lost) {
      text.write("# " + (queue.refused() - lost) + " packets are missing here\n");
      lost = queue.refused();
    }
  }

  private void write(String line) {
    try {
      text.write(line);
    } catch (IOException failed) {
      log.error("the recording is not complete: " + failed.getMessage());
    }
  }

  @Override
  public void close() {
    closing = true;
    queue.wake();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
      if (startNanos != 0) {
        text.write(
            String.format(Locale.ROOT, "until %.3f%n", (System.nanoTime() - startNanos) / 1e9));
      }
      text.close();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      log.error("the recording does not end well: " + failed.getMessage());
    }
  }
}
