package lvs.director.ipvs;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsDaemon.Role;
import lvs.director.model.LvsSettings.SyncDaemon;

/**
 * From the synchronisation daemons that run to the one that is wanted. What the kernel makes of
 * values that were left out or lie outside its limits: start_sync_thread of ip_vs_sync.c.
 */
public final class SyncPlan {
  private static final InetAddress USUAL_GROUP = Endpoint.address("224.0.0.81").orElseThrow();
  private static final int USUAL_PORT = 8848;
  private static final int USUAL_TTL = 1;

  /** Shorter messages than this no backup takes; a longer IP packet with UDP header is none. */
  private static final int SHORTEST_OF_BACKUP = 1024;

  private static final int LONGEST_PACKET = 65535;
  private static final int IPV4_HEADERS = 20 + 8;
  private static final int IPV6_HEADERS = 40 + 8;

  private SyncPlan() {}

  /**
   * @param settings with the id resolved
   */
  public static IpvsDaemon wanted(SyncDaemon settings, Role role) {
    return new IpvsDaemon(
        role,
        settings.device(),
        settings.syncId().orElse(0),
        settings.maxLengthBytes(),
        settings.group(),
        settings.port(),
        settings.ttl());
  }

  /** Whether what runs is what was wanted, or what the kernel makes of it. */
  public static boolean fits(IpvsDaemon running, IpvsDaemon wanted) {
    return running.equals(wanted) || isMadeOf(running, wanted);
  }

  private static boolean isMadeOf(IpvsDaemon running, IpvsDaemon wanted) {
    return running.role() == wanted.role()
        && running.device().equals(wanted.device())
        && running.syncId() == wanted.syncId()
        && group(running).equals(group(wanted))
        && or(running.port(), USUAL_PORT) == or(wanted.port(), USUAL_PORT)
        && or(running.ttl(), USUAL_TTL) == or(wanted.ttl(), USUAL_TTL)
        && (wanted.maxLengthBytes() == 0 || running.maxLengthBytes() == length(wanted));
  }

  private static InetAddress group(IpvsDaemon daemon) {
    return daemon.group().orElse(USUAL_GROUP);
  }

  private static int or(int value, int usual) {
    return value == 0 ? usual : value;
  }

  private static int length(IpvsDaemon daemon) {
    int headers = group(daemon) instanceof Inet6Address ? IPV6_HEADERS : IPV4_HEADERS;
    int shortest = daemon.role() == Role.BACKUP ? SHORTEST_OF_BACKUP : 1;
    return Math.clamp(daemon.maxLengthBytes(), shortest, LONGEST_PACKET - headers);
  }

  /**
   * One daemon runs at the end, or none of ours: that of the other role ends, whoever started it,
   * as keepalived does, and so does one of the same role with other settings, which keepalived
   * leaves.
   *
   * @param ours roles in which this director has a daemon
   */
  public static List<IpvsChange> plan(
      List<IpvsDaemon> running, Optional<IpvsDaemon> wanted, Set<Role> ours) {
    List<IpvsChange> changes = new ArrayList<>();
    for (IpvsDaemon each : running) {
      boolean stays =
          wanted.map(want -> fits(each, want)).orElseGet(() -> !ours.contains(each.role()));
      if (!stays) {
        changes.add(new IpvsChange.StopDaemon(each.role(), each.syncId()));
      }
    }
    wanted
        .filter(want -> running.stream().noneMatch(each -> fits(each, want)))
        .ifPresent(want -> changes.add(new IpvsChange.StartDaemon(want)));
    return changes;
  }
}
