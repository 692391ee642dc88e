package lvs.director.daemon;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.alert.AlertEvent;
import lvs.director.alert.Condition;
import lvs.director.base.Endpoint;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.port.PlaneNotice;
import lvs.director.vrrp.VrrpNotice;

/** From notices to events of the alert engine; empty where a notice is no matter for mail. */
final class AlertEvents {
  /** {@code real server … is down: REASON (3 of 3 attempts); 1 of 2 servers up}. */
  private static final Pattern SERVER =
      Pattern.compile("is (?:up|down|down at start): (.*); (\\d+ of \\d+ servers? up)");

  private static final Pattern CHECK = Pattern.compile("^(\\S+) of .*? failed: (.*)$");

  private AlertEvents() {}

  static Optional<AlertEvent> of(Notice notice) {
    return switch (notice.kind()) {
      case SERVER_UP -> notice.server().map(server -> server(notice, server, true));
      case SERVER_DOWN -> notice.server().map(server -> server(notice, server, false));
      case CHECK_FAILED ->
          notice
              .server()
              .map(
                  server ->
                      new AlertEvent.CheckFailed(
                          notice.serviceId(), server, checkReason(notice.text())));
      case QUORUM_GAINED -> Optional.of(quorum(notice, true));
      case QUORUM_LOST -> Optional.of(quorum(notice, false));
      case SERVICE_SUSPENDED -> Optional.of(new AlertEvent.ServiceRests(notice.serviceId(), true));
      case SERVICE_RESUMED -> Optional.of(new AlertEvent.ServiceRests(notice.serviceId(), false));
      // What operators did themselves, and what the configuration tells
      case SERVER_WEIGHT, SERVER_OVERRIDE, SERVER_DRAINED, SERVICE_ADDED, SERVICE_REMOVED ->
          Optional.empty();
    };
  }

  private static AlertEvent server(Notice notice, Endpoint server, boolean up) {
    Matcher parts = SERVER.matcher(notice.text());
    boolean known = parts.find();
    return new AlertEvent.ServerSeen(
        notice.serviceId(),
        server,
        up,
        notice.smtpAlert(),
        known ? parts.group(1) : notice.text(),
        known ? parts.group(2) : "");
  }

  private static AlertEvent quorum(Notice notice, boolean up) {
    return new AlertEvent.QuorumSeen(notice.serviceId(), up, notice.smtpAlert(), notice.text());
  }

  private static String checkReason(String text) {
    Matcher parts = CHECK.matcher(text);
    return parts.find() ? parts.group(1) + ": " + parts.group(2) : text;
  }

  static Optional<AlertEvent> of(VrrpNotice notice) {
    return switch (notice.kind()) {
      case ROUTER_MASTER -> router(notice, Condition.MASTER);
      case ROUTER_BACKUP -> router(notice, Condition.BACKUP);
      case ROUTER_FAULT -> router(notice, Condition.FAULT);
      case ROUTER_STOPPED -> router(notice, Condition.STOPPED);
      case ROUTER_REMOVED -> router(notice, Condition.DELETED);
      case GROUP_MASTER -> group(notice, Condition.MASTER);
      case GROUP_BACKUP -> group(notice, Condition.BACKUP);
      case GROUP_FAULT -> group(notice, Condition.FAULT);
      case GROUP_STOPPED -> group(notice, Condition.STOPPED);
      case TWO_MASTERS -> Optional.of(new AlertEvent.SecondMaster(notice.subject(), notice.text()));
      case HELD_WITHOUT_MASTER ->
          Optional.of(new AlertEvent.NobodyServes(notice.subject(), notice.text()));
      // A director that slept becomes BACKUP, and that mail says why; the rest is for the log
      case SLEPT,
          ROUTER_ADDED,
          PRIORITY_CHANGED,
          TRACKER_DOWN,
          TRACKER_UP,
          PACKET_DISCARDED,
          PEER_DIFFERS,
          ADDRESS_LOST,
          EFFECT_FAILED,
          EFFECT_RECOVERED,
          HANDOVER ->
          Optional.empty();
    };
  }

  private static Optional<AlertEvent> router(VrrpNotice notice, Condition condition) {
    return Optional.of(
        new AlertEvent.RouterSeen(notice.subject(), condition, notice.smtpAlert(), notice.text()));
  }

  private static Optional<AlertEvent> group(VrrpNotice notice, Condition condition) {
    return Optional.of(
        new AlertEvent.GroupSeen(notice.subject(), condition, notice.smtpAlert(), notice.text()));
  }

  static Optional<AlertEvent> of(PlaneNotice notice) {
    return Optional.of(
        new AlertEvent.TableChanged(notice.kind() == PlaneNotice.Kind.TABLE_MENDED, notice.text()));
  }
}
