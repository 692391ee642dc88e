package lvs.director.lab.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.lab.Await;

/** The addresses of a namespace as the kernel reports them, each change with its time. */
public final class AddressWatch implements AutoCloseable {
  private static final InetAddress MARK = literal("127.77.77.77");

  private final Process monitor;
  private final List<Change> changes = new ArrayList<>();
  private final Map<InetAddress, Boolean> present = new HashMap<>();

  /**
   * @param at System.nanoTime() when it was read
   * @param text {@code interface address/prefix}
   */
  public record Change(long at, String text, InetAddress address, boolean added) {
    private static final Pattern LINE =
        Pattern.compile("(Deleted )?\\d+: (\\S+)\\s+inet6? ([0-9a-fA-F.:]+)(/\\d+)?.*");

    static Optional<Change> of(String line, long at) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      String prefix = matcher.group(4) == null ? "" : matcher.group(4);
      String text = matcher.group(2) + " " + matcher.group(3) + prefix;
      return Optional.of(new Change(at, text, literal(matcher.group(3)), matcher.group(1) == null));
    }
  }

  AddressWatch(String namespace) {
    try {
      monitor = new ProcessBuilder("ip", "-n", namespace, "-o", "monitor", "address").start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread.ofPlatform().daemon().name("watch-" + namespace).start(this::follow);
    awaitListening(namespace);
    for (String line : Command.run("ip", "-n", namespace, "-o", "addr", "show").split("\n")) {
      Change.of(line, System.nanoTime()).ifPresent(this::existing);
    }
  }

  /** The monitor says nothing when it begins, so an address comes and goes until it sees one. */
  private void awaitListening(String namespace) {
    Await.until(
        Duration.ofSeconds(10),
        "ip monitor in " + namespace,
        () -> {
          Command.run("ip", "-n", namespace, "addr", "add", MARK.getHostAddress(), "dev", "lo");
          Command.run("ip", "-n", namespace, "addr", "del", MARK.getHostAddress(), "dev", "lo");
          return seen(MARK);
        });
  }

  private void follow() {
    try (BufferedReader lines = monitor.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Change.of(line, System.nanoTime()).ifPresent(this::note);
      }
    } catch (IOException closed) {
      // the watch is over
    }
  }

  private synchronized void note(Change change) {
    changes.add(change);
    present.put(change.address(), change.added());
  }

  private synchronized void existing(Change change) {
    present.putIfAbsent(change.address(), true);
  }

  private synchronized boolean seen(InetAddress address) {
    return present.containsKey(address);
  }

  public synchronized boolean has(InetAddress address) {
    return present.getOrDefault(address, false);
  }

  public synchronized List<Change> changes() {
    return List.copyOf(changes);
  }

  /** When the address last came (true) or went (false), after the given time. */
  public synchronized Optional<Long> first(InetAddress address, boolean added, long after) {
    return changes.stream()
        .filter(c -> c.at() >= after && c.added() == added && c.address().equals(address))
        .map(Change::at)
        .findFirst();
  }

  static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(text, impossible);
    }
  }

  @Override
  public void close() {
    Command.end(monitor, 5);
  }
}
