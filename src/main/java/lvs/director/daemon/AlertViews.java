package lvs.director.daemon;

import java.util.Optional;
import java.util.function.Consumer;
import lvs.director.alert.AlertEvent;
import lvs.director.alert.Condition;
import lvs.director.model.RealServer;
import lvs.director.pool.CheckStatus;
import lvs.director.pool.PoolView;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.port.Director;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView;

/** How things are, as events: for an alert engine that may have missed some. */
final class AlertViews {
  private final Director director;

  AlertViews(Director director) {
    this.director = director;
  }

  /**
   * @param losses also tells what is down; an engine that heard of everything knows it
   */
  void tell(boolean losses, Consumer<AlertEvent> engine) {
    for (PoolView.ServiceView service : director.pool().services()) {
      tell(service.status(), losses, engine);
    }
    VrrpView election = director.vrrp();
    for (VrrpView.RouterStatus each : election.routers()) {
      condition(each.state())
          .ifPresent(
              is ->
                  engine.accept(
                      new AlertEvent.RouterSeen(
                          each.router().name(),
                          is,
                          each.router().smtpAlert(),
                          "virtual router "
                              + each.router().name()
                              + " is "
                              + is
                              + ": "
                              + each.reason())));
    }
    for (VrrpView.GroupStatus each : election.groups()) {
      condition(each.state())
          .ifPresent(
              is ->
                  engine.accept(
                      new AlertEvent.GroupSeen(
                          each.group().name(),
                          is,
                          each.group().smtpAlert(),
                          "sync group " + each.group().name() + " is " + is)));
    }
  }

  private static Optional<Condition> condition(RouterState state) {
    return switch (state) {
      case INIT -> Optional.empty();
      case BACKUP -> Optional.of(Condition.BACKUP);
      case MASTER -> Optional.of(Condition.MASTER);
      case FAULT -> Optional.of(Condition.FAULT);
    };
  }

  private void tell(VirtualServiceStatus service, boolean losses, Consumer<AlertEvent> engine) {
    String id = service.service().id();
    if (service.suspended()) {
      engine.accept(new AlertEvent.ServiceRests(id, true));
      return;
    }
    engine.accept(new AlertEvent.ServiceRests(id, false));
    for (VirtualServiceStatus.ServerView each : service.servers()) {
      tell(id, each.status(), losses, engine);
    }
    if (service.quorumUp()) {
      engine.accept(
          new AlertEvent.QuorumSeen(
              id, true, service.service().smtpAlert(), service.service().name() + " has quorum"));
    }
  }

  private void tell(
      String service, RealServerStatus status, boolean losses, Consumer<AlertEvent> engine) {
    RealServer server = status.server();
    boolean down =
        status.checks().stream().anyMatch(each -> each.state() == CheckStatus.State.DOWN);
    if (status.up() || losses && down && !isAlpha(server)) {
      engine.accept(
          new AlertEvent.ServerSeen(
              service, server.endpoint(), status.up(), server.smtpAlert(), status.reason(), ""));
    }
  }

  /** One that begins as down and stays so is no news. */
  private static boolean isAlpha(RealServer server) {
    return server.alpha() || server.checks().stream().anyMatch(each -> each.timing().alpha());
  }
}
