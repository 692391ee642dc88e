package lvs.director.probe;

import lvs.director.model.Check.Misc;

/**
 * MISC_CHECK: exit status 0 is up; with misc_dynamic 2 to 255 is up and asks for a weight. A
 * program that a signal ended counts as exit status 128 + signal, as in a shell, because Java does
 * not tell the two apart.
 */
final class MiscProbe {
  private MiscProbe() {}

  static String run(Misc check, ScriptRunner scripts, Attempt attempt)
      throws BadAnswer, InterruptedException {
    ScriptOutcome outcome = scripts.run(check.script(), check.timing().timeout());
    return switch (outcome) {
      case ScriptOutcome.Exited(int status, String _) when status == 0 ->
          "exit status 0 in " + attempt.elapsed();
      case ScriptOutcome.Exited(int status, String _) when check.dynamic() && status >= 2 -> {
        attempt.asksForWeight(status - 2);
        yield "exit status %d (weight %d) in %s".formatted(status, status - 2, attempt.elapsed());
      }
      case ScriptOutcome.Exited _, ScriptOutcome.TimedOut _, ScriptOutcome.NotStarted _ ->
          throw new BadAnswer(outcome.reason());
    };
  }
}
