package lvs.director.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "mail",
    customSynopsis = {
      "lvs-director mail test | queue | speak [-h] [--json] [--run-dir=DIR]",
      "       lvs-director mail silence TIME [--reason=TEXT] [--json] [--run-dir=DIR]"
    },
    description = {
      "Tries mail, shows how it fares, silences it for a while.",
      "",
      "  test     Sends one mail now, past grouping, limits and silence, and says which relay took",
      "           it, or what each relay answered; exit code 1 when somebody will not get it.",
      "  queue    Shows what waits, what went out, and what the relays said last.",
      "  silence  Sends nothing for so long, over restarts too, at most 30d; what is still wrong",
      "           then is told then.",
      "  speak    Ends a silence.",
      ""
    },
    footer = {
      "",
      "Example: lvs-director mail test",
      "Example: lvs-director mail silence 2h --reason 'new switches'"
    })
final class MailCommand extends DirectorCommand {
  private static final Duration LONGEST_SILENCE = Duration.ofDays(30);

  /** What the command does. */
  enum Action {
    TEST,
    QUEUE,
    SILENCE,
    SPEAK
  }

  @Parameters(index = "0", paramLabel = "ACTION", description = "test, queue, silence or speak.")
  private Action action;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TIME",
      converter = Expiry.Text.class,
      description = "How long the silence lasts: 90s, 30m, 2h, 7d.")
  private Optional<Duration> time = Optional.empty();

  @Mixin private Reason reason = new Reason();

  MailCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  DirectorConnection connect() {
    if (action == Action.SILENCE) {
      checkTime();
    } else if (time.isPresent() || !reason.text().isEmpty()) {
      throw new Failure(ExitCode.USAGE, "only 'mail silence' takes a time and a reason");
    }
    return super.connect();
  }

  private void checkTime() {
    if (time.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "for how long? lvs-director mail silence 2h");
    }
    if (time.get().compareTo(LONGEST_SILENCE) > 0) {
      throw new Failure(ExitCode.USAGE, "a silence lasts at most 30d");
    }
  }

  @Override
  int speak(DirectorConnection director) {
    switch (action) {
      case TEST -> test(director);
      case QUEUE -> queue(director);
      case SILENCE -> silence(director);
      case SPEAK -> {
        director.invoke(Beans.MAIL, "speak");
        done("mail speaks again");
      }
    }
    return ExitCode.DONE;
  }

  private void test(DirectorConnection director) {
    Object report = director.invoke(Beans.MAIL, "test");
    done(OpenValues.printable(String.valueOf(report)));
  }

  private void silence(DirectorConnection director) {
    Duration wanted = time.orElseThrow();
    director.invoke(
        Beans.MAIL,
        "silence",
        new Object[] {wanted.toSeconds(), reason.text()},
        new String[] {"long", "java.lang.String"});
    Instant end = surroundings.now().plus(wanted);
    done("mail is silent until " + new WallTime(surroundings).at(end));
  }

  private void done(String report) {
    if (json) {
      printJson(Map.of("report", report));
    } else {
      print(report);
    }
  }

  private void queue(DirectorConnection director) {
    Map<String, Object> mail = director.attributes(Beans.MAIL, Beans.mailAttributes());
    if (json) {
      printJson(OpenValues.plain(mail));
    } else {
      new MailPrinter(surroundings, mail).print();
    }
  }
}
