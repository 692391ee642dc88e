package lvs.director.lab.uml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lvs.director.lab.Await;

/**
 * A program on a host that answers HTTP requests over TCP, and every datagram over UDP, with its
 * name. It takes one process for all its addresses and ports, and about a millisecond for a
 * request.
 */
public final class UserModeServer {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final UserModeHost host;
  private final List<String> words;
  private UserModeMachine.Running running;

  /**
   * Starts it.
   *
   * @param name what it answers
   * @param endpoints each {@code tcp/ADDRESS/PORT} or {@code udp/ADDRESS/PORT}; {@code tcp/::/PORT}
   *     is every address of both families; for UDP the virtual address must be named where it is
   *     this host's own (DR, TUN), else the answer would come from another
   */
  public UserModeServer(UserModeHost host, String name, String... endpoints) {
    this.host = host;
    this.words = new ArrayList<>(List.of("perl", Scripts.path("server.pl"), name));
    words.addAll(List.of(endpoints));
    start();
  }

  /** Starts it again; listens when this returns. */
  public void start() {
    running = host.start(words);
    Await.until(LIMIT, () -> words + " on " + host + ":\n" + running.output(), this::ready);
  }

  private boolean ready() {
    if (!running.runs()) {
      throw new AssertionError(words + " on " + host + " ended:\n" + running.output());
    }
    return running.output().contains("ready");
  }

  /** SIGKILL: its connections are reset, and new ones refused. */
  public void stop() {
    running.signal("KILL");
    running.await(LIMIT);
  }
}
