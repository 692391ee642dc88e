package lvs.director.console;

import java.util.Locale;
import lvs.director.pool.CheckResult;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.ServerOverride.Standing;
import lvs.director.pool.VirtualServiceStatus.ServerView;
import lvs.director.port.Director;
import lvs.director.port.DirectorControl;
import lvs.director.port.MailDesk;
import lvs.director.port.Refusal;

/** Carries commands out and says in one line what was done. */
final class CommandDesk {
  private final Director director;

  CommandDesk(Director director) {
    this.director = director;
  }

  private interface Change {
    void make(String service, String server) throws Rejection, Refusal;
  }

  /**
   * @return one line that says what was done
   * @throws Rejection when the arguments are wrong
   * @throws Refusal when the director does not do it
   */
  String run(String name, CommandArguments given) throws Rejection, Refusal {
    return switch (name) {
      case "drain", "drainAndRemove", "disable", "enable", "weight" -> change(name, given);
      case "checkNow" -> checkNow(given);
      case "failover" -> failover(given);
      case "release" -> release(given);
      case "reload" -> reload(given);
      case "zero" -> zero(given);
      case "mailTest", "mailSilence", "mailSpeak" -> mail(name, given);
      default -> throw new Rejection(400, "there is no command '" + name + "'");
    };
  }

  private String change(String name, CommandArguments given) throws Rejection, Refusal {
    String service = given.neededText("service");
    String server = given.neededText("server");
    checked(name, given).make(service, server);
    return standing(service, server);
  }

  /** What to do, all its arguments looked at. */
  private Change checked(String name, CommandArguments given) throws Rejection {
    DirectorControl control = director.control();
    if (name.equals("enable")) {
      given.end();
      return control::enable;
    }
    var expiry = given.expiry();
    if (name.equals("weight")) {
      int weight = given.weight();
      given.end();
      return (service, server) -> control.setWeight(service, server, weight, expiry);
    }
    String reason = given.reason();
    if (name.equals("drainAndRemove")) {
      var deadline = given.deadline();
      given.end();
      return (service, server) -> control.drainAndRemove(service, server, reason, deadline, expiry);
    }
    given.end();
    return name.equals("drain")
        ? (service, server) -> control.drain(service, server, reason, expiry)
        : (service, server) -> control.disable(service, server, reason, expiry);
  }

  /** How the server stands now, as the command line says it. */
  private String standing(String service, String server) {
    return director
        .pool()
        .service(service)
        .flatMap(view -> view.server(server))
        .map(ServerView::status)
        .map(status -> sentence(service, status))
        .orElse("done");
  }

  private String sentence(String service, RealServerStatus status) {
    Standing standing = status.override().map(o -> o.standing()).orElse(Standing.ENABLED);
    String configured =
        status.weight() == status.configuredWeight()
            ? ""
            : " (configured: " + status.configuredWeight() + ")";
    String removal =
        status.override().flatMap(o -> o.removal()).isPresent() ? ", then removed" : "";
    return "%s in %s is %s, weight %d%s%s"
        .formatted(
            status.server().endpoint(),
            director
                .pool()
                .service(service)
                .map(view -> view.status().service().name())
                .orElse(service),
            standing.name().toLowerCase(Locale.ROOT),
            status.weight(),
            configured,
            removal);
  }

  private String checkNow(CommandArguments given) throws Rejection, Refusal {
    String service = given.neededText("service");
    String server = given.neededText("server");
    String check = given.text("check");
    given.end();
    CheckResult result = director.control().checkNow(service, server, check);
    return String.format(
        Locale.ROOT,
        "%s: %s (%.1f ms)",
        result.good() ? "good" : "bad",
        result.reason(),
        result.latencyNanos() / 1e6);
  }

  private String failover(CommandArguments given) throws Rejection, Refusal {
    String router = given.neededText("router");
    var to = given.address("to");
    boolean hold = given.flag("hold");
    given.end();
    return router + ": " + director.control().failover(router, to, hold);
  }

  private String release(CommandArguments given) throws Rejection, Refusal {
    String router = given.neededText("router");
    given.end();
    director.control().release(router);
    return router + ": may become master again";
  }

  private String reload(CommandArguments given) throws Rejection, Refusal {
    given.end();
    return director.control().reload();
  }

  private String zero(CommandArguments given) throws Rejection, Refusal {
    String service = given.text("service");
    given.end();
    director.control().zeroCounters(service);
    return "counters of " + (service.isEmpty() ? "all services" : service) + " are zero";
  }

  private String mail(String name, CommandArguments given) throws Rejection, Refusal {
    MailDesk desk = director.mail();
    if (name.equals("mailSilence")) {
      return silence(desk, given);
    }
    given.end();
    if (name.equals("mailTest")) {
      return desk.test();
    }
    desk.speak();
    return "mail goes out again";
  }

  private static String silence(MailDesk desk, CommandArguments given) throws Rejection, Refusal {
    var duration = given.expiry();
    String reason = given.reason();
    given.end();
    if (duration.isEmpty()) {
      throw new Rejection(400, "this command needs expiresSeconds: a silence has an end");
    }
    desk.silence(duration.get(), reason);
    return "no mail goes out for " + duration.get().toSeconds() + " s";
  }
}
