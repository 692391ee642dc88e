package lvs.director.lab.uml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import lvs.director.lab.Await;

/**
 * A program on a host that makes requests on command: about a millisecond for each, and 30 to 100
 * for a command. An answer is the name of the {@link UserModeServer} that gave it, or {@code "! "}
 * and why there was none, such as {@code "! Connection refused"}.
 */
public final class UserModeClient {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final UserModeHost host;
  private final String fifo;
  private final UserModeMachine.Running running;

  public UserModeClient(UserModeHost host) {
    this.host = host;
    this.fifo = "/run/" + host.namespace() + ".client";
    host.sh("mkfifo %1$s %1$s.answers".formatted(fifo));
    running = host.start(List.of("perl", Scripts.path("client.pl"), fifo, fifo + ".answers"));
    Await.until(
        LIMIT,
        () -> "the client on " + host + ":\n" + running.output(),
        () -> running.output().contains("ready"));
  }

  /** From where, and to where. */
  public record Path(String address, int port, String source) {
    String words() {
      return address + " " + port + (source.isEmpty() ? "" : " " + source);
    }
  }

  public static Path to(String address, int port) {
    return new Path(address, port, "");
  }

  /**
   * @param source an address of the host, or address and port with a blank between
   */
  public static Path to(String address, int port, String source) {
    return new Path(address, port, source);
  }

  /** So many HTTP requests one after the other, each with its own connection. */
  public List<String> tcp(int count, Path path) {
    return command("tcp " + count + " " + path.words());
  }

  /** One HTTP request after the other, each with its own connection. */
  public List<String> tcp(List<Path> paths) {
    return each(paths, path -> "tcp 1 " + path.words());
  }

  private <T> List<String> each(List<T> parts, Function<T, String> command) {
    return command(parts.stream().map(command).collect(Collectors.joining(";")));
  }

  /** So many datagrams one after the other, each with its own socket. */
  public List<String> udp(int count, Path path) {
    return command("udp " + count + " " + path.words());
  }

  /** A request whose connection stays. */
  public String hold(String label, Path path) {
    return command("hold " + label + " " + path.words()).getFirst();
  }

  /** Requests one after the other, whose connections stay. */
  public List<String> hold(List<String> labels, Path path) {
    return each(labels, label -> "hold " + label + " " + path.words());
  }

  /** One more request on a held connection. */
  public String again(String label) {
    return command("again " + label).getFirst();
  }

  /** Closes held connections. */
  public void drop(List<String> labels) {
    each(labels, label -> "drop " + label);
  }

  /** A file's text, such as one of /proc as this host sees it. */
  public String read(String file) {
    return String.join("\n", command("read " + file));
  }

  private synchronized List<String> command(String command) {
    // The shell's own words only: starting a program takes longer than hundreds of requests.
    String script =
        "echo '%1$s' > %2$s\nwhile read -r line; do printf '%%s\\n' \"$line\"; done < %2$s.answers"
            .formatted(command, fifo);
    String output = host.machine().sh(LIMIT, script);
    List<String> answers = new ArrayList<>(List.of(output.split("\n")));
    if (output.isEmpty() || answers.getFirst().startsWith("! no such command")) {
      throw new AssertionError(command + ": " + output + running.output());
    }
    return answers;
  }

  /** Makes one request after the other, 10 ms apart, until it is ended by a signal. */
  public static Load load(UserModeHost host, Path path) {
    List<String> words = new ArrayList<>(List.of("perl", Scripts.path("client.pl"), "load"));
    words.addAll(List.of(path.words().split(" ")));
    return new Load(host.start(words));
  }

  /** A client that goes on. */
  public record Load(UserModeMachine.Running running) implements AutoCloseable {
    /** An answer, and when it came, by the machine's clock, in 10 ms. */
    public record Heard(long atMillis, String answer) {
      public boolean failed() {
        return answer.startsWith("!");
      }
    }

    /** All answers until now. */
    public List<Heard> heard() {
      String output = running.output();
      return output
          .substring(0, output.lastIndexOf('\n') + 1)
          .lines()
          .map(line -> line.split(" ", 2))
          .map(words -> new Heard(Long.parseLong(words[0]), words[1]))
          .toList();
    }

    @Override
    public void close() {
      running.signal("KILL");
      running.await(LIMIT);
    }
  }
}
