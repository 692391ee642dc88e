package lvs.director.ipvs;

import java.util.Locale;
import lvs.director.base.Endpoint;

/** Synchronisation daemons in words. */
public final class SyncWords {
  private static final int ESRCH = 3;
  private static final int EEXIST = 17;
  private static final int ENODEV = 19;
  private static final int EINVAL = 22;
  private static final int ENETUNREACH = 101;

  private SyncWords() {}

  /** {@code master} or {@code backup}. */
  public static String role(IpvsDaemon.Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** {@code master sync daemon on eth0 (syncid 1)}. */
  public static String name(IpvsDaemon daemon) {
    return "%s sync daemon on %s (syncid %d)"
        .formatted(role(daemon.role()), daemon.device(), daemon.syncId());
  }

  /**
   * What {@code ipvsadm -L --daemon} prints between its brackets: {@code mcast=eth0, syncid=1,
   * maxlen=1472, group=224.0.0.81, port=8848, ttl=1}; the last four only where the kernel tells.
   */
  public static String settings(IpvsDaemon daemon) {
    StringBuilder text = new StringBuilder();
    text.append("mcast=").append(daemon.device()).append(", syncid=").append(daemon.syncId());
    append(text, "maxlen", daemon.maxLengthBytes());
    daemon.group().ifPresent(group -> text.append(", group=").append(Endpoint.text(group)));
    append(text, "port", daemon.port());
    append(text, "ttl", daemon.ttl());
    return text.toString();
  }

  private static void append(StringBuilder text, String name, int value) {
    if (value != 0) {
      text.append(", ").append(name).append('=').append(value);
    }
  }

  /**
   * Why a daemon did not start, with the remedy: errors of start_sync_thread in ip_vs_sync.c and of
   * ip_vs_genl_new_daemon in ip_vs_ctl.c.
   *
   * @param otherwise what the errno means in general
   */
  public static String notStarted(IpvsDaemon daemon, int errno, String otherwise) {
    String device = daemon.device();
    return switch (errno) {
      case ENODEV ->
          "there is no interface %s; correct lvs_sync_daemon or make it".formatted(device);
      case ENETUNREACH ->
          "%s cannot send to the multicast group: it is down or has no address; try 'ip link set %s up'"
              .formatted(device, device);
      case EEXIST -> "another program started one at the same moment; it is tried again";
      case EINVAL ->
          "the kernel does not take the settings, or a service has real servers of the other"
              + " address family: then it synchronises nothing; remove those servers or"
              + " lvs_sync_daemon";
      default -> otherwise;
    };
  }

  /** Whether a daemon that should end had ended by itself. */
  public static boolean hadEnded(int errno) {
    return errno == ESRCH;
  }
}
