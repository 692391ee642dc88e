package lvs.director.probe;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.Check.Ping;
import lvs.director.model.Script;

/**
 * PING_CHECK by the system's ping program, since Java cannot open ICMP sockets: one echo request,
 * answered before the deadline.
 */
final class PingProbe {
  private PingProbe() {}

  static String run(Ping check, ScriptRunner scripts, Attempt attempt)
      throws BadAnswer, InterruptedException {
    String address = Endpoint.text(check.target().destination().address());
    Script ping =
        new Script(
            List.of("ping", "-n", "-q", "-c", "1", "-W", "" + seconds(attempt), "--", address),
            Optional.empty(),
            Optional.empty());
    if (ProgramPath.find("ping").isEmpty()) {
      throw new BadAnswer("PING_CHECK needs the program ping (package iputils-ping)");
    }
    ScriptOutcome outcome = scripts.run(ping, check.timing().timeout());
    return switch (outcome) {
      case ScriptOutcome.Exited(int status, String _) when status == 0 ->
          "echo reply in " + attempt.elapsed();
      case ScriptOutcome.Exited(int status, String _) when status == 1 ->
          throw new BadAnswer("no echo reply within " + attempt.elapsed());
      case ScriptOutcome.TimedOut _ ->
          throw new BadAnswer("no echo reply within " + attempt.elapsed());
      case ScriptOutcome.Exited _, ScriptOutcome.NotStarted _ ->
          throw new BadAnswer(outcome.reason());
    };
  }

  private static long seconds(Attempt attempt) {
    return Math.max(1, (attempt.remainingMillis() + 999) / 1000);
  }
}
