package lvs.director.probe;

import java.io.IOException;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Future;
import lvs.director.model.Check;
import lvs.director.pool.CheckResult;
import lvs.director.port.Prober;

/**
 * Runs checks over the network and by external programs. Meant for virtual threads: an interrupt
 * ends a run at once there.
 */
public final class NetworkProber implements Prober, AutoCloseable {
  private final Watchdog watchdog = new Watchdog();
  private final TlsOpener tlsOpener;
  private final ScriptRunner scripts;
  private final FileNumbers files;

  /**
   * @param scripts runs MISC_CHECK; stays the caller's to close
   * @param files what FILE_CHECK looks at
   * @param wallClock tells how long certificates are valid
   */
  public NetworkProber(ScriptRunner scripts, FileNumbers files, InstantSource wallClock) {
    this.scripts = scripts;
    this.files = files;
    this.tlsOpener = new TlsOpener(wallClock);
  }

  public NetworkProber(ScriptRunner scripts, InstantSource wallClock) {
    this(scripts, FileNumbers.NONE, wallClock);
  }

  public NetworkProber(ScriptRunner scripts, FileNumbers files) {
    this(scripts, files, InstantSource.system());
  }

  public NetworkProber(ScriptRunner scripts) {
    this(scripts, FileNumbers.NONE);
  }

  /** False for BFD_CHECK, which needs a session that this version does not have. */
  public static boolean runs(Check check) {
    return !(check instanceof Check.Bfd);
  }

  /** What of this check has no effect here and should be logged once; empty when all of it has. */
  public static List<String> withoutEffect(Check check) {
    return switch (check) {
      case Check.Tcp(_, Check.Target target) -> withoutEffect(target);
      case Check.Http http -> withoutEffect(http.target());
      case Check.Smtp smtp -> withoutEffect(smtp.target());
      case Check.Dns dns -> withoutEffect(dns.target());
      case Check.Udp udp -> withoutEffect(udp.target());
      case Check.Ping _, Check.Misc _, Check.File _, Check.Bfd _ -> List.of();
    };
  }

  private static List<String> withoutEffect(Check.Target target) {
    return target.firewallMark() == 0
        ? List.of()
        : List.of("fwmark %d: checks leave unmarked".formatted(target.firewallMark()));
  }

  @Override
  public CheckResult run(Check check, int step) throws InterruptedException {
    Attempt attempt = new Attempt(check.timing().timeout(), watchdog);
    try {
      return attempt.good(verdict(check, step, attempt));
    } catch (BadAnswer bad) {
      return attempt.bad(bad.reason());
    } catch (IOException failed) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return attempt.bad(NetworkFailure.reason(failed, attempt));
    }
  }

  private String verdict(Check check, int step, Attempt attempt)
      throws IOException, BadAnswer, InterruptedException {
    return switch (check) {
      case Check.Tcp tcp -> tcp(tcp, attempt);
      case Check.Http http -> http(http, http.urls().get(step), attempt);
      case Check.Misc misc -> MiscProbe.run(misc, scripts, attempt);
      case Check.Smtp smtp ->
          conversation(smtp.target(), attempt, raw -> SmtpProbe.run(smtp, raw, attempt));
      case Check.Dns dns -> DnsProbe.run(dns, attempt);
      case Check.Udp udp -> UdpProbe.run(udp, attempt);
      case Check.Ping ping -> PingProbe.run(ping, scripts, attempt);
      case Check.File file -> FileProbe.run(file, files, attempt);
      case Check.Bfd _ ->
          throw new BadAnswer(check.keyword() + " is not run by the network prober");
    };
  }

  private static String tcp(Check.Tcp check, Attempt attempt)
      throws IOException, BadAnswer, InterruptedException {
    try (Socket _ = Dialer.connect(check.target(), attempt)) {
      return "connected in " + attempt.elapsed();
    }
  }

  private String http(Check.Http check, Check.Url url, Attempt attempt)
      throws IOException, BadAnswer, InterruptedException {
    return conversation(
        check.target(),
        attempt,
        raw -> {
          if (check.tls().isEmpty()) {
            return HttpProbe.run(check, url, raw, attempt);
          }
          try (Connection tls = tlsOpener.open(check.tls().get(), url, raw, attempt)) {
            return HttpProbe.run(check, url, tls, attempt);
          }
        });
  }

  /** What is said over a connection once it is there. */
  private interface Dialogue {
    String over(Connection raw) throws IOException, BadAnswer, InterruptedException;
  }

  private static String conversation(Check.Target target, Attempt attempt, Dialogue dialogue)
      throws IOException, BadAnswer, InterruptedException {
    try (Socket socket = Dialer.connect(target, attempt)) {
      Future<?> guard = attempt.guard(socket);
      try {
        return dialogue.over(new PlainConnection(socket, attempt));
      } catch (IOException failed) {
        if (attempt.expired()) {
          throw attempt.timedOut();
        }
        throw failed;
      } finally {
        guard.cancel(false);
      }
    }
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
