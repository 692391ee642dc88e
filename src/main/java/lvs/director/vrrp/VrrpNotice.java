package lvs.director.vrrp;

/**
 * Something about the election that people want to know: log, JMX notification, later mail.
 *
 * @param subject name of the virtual router, sync group or tracker
 * @param text one line with the reason: {@code virtual router VI_1 is MASTER: 10.9.0.2 said that it
 *     leaves; priority 100}
 * @param smtpAlert whether the configuration asks for mail about it
 */
public record VrrpNotice(Kind kind, String subject, String text, boolean smtpAlert) {

  /** What a notice is about, and how loud it is. */
  public enum Kind {
    ROUTER_MASTER(Level.INFO),
    ROUTER_BACKUP(Level.INFO),
    ROUTER_FAULT(Level.ERROR),
    ROUTER_STOPPED(Level.INFO),
    ROUTER_ADDED(Level.INFO),
    ROUTER_REMOVED(Level.INFO),
    GROUP_MASTER(Level.INFO),
    GROUP_BACKUP(Level.INFO),
    GROUP_FAULT(Level.ERROR),
    GROUP_STOPPED(Level.INFO),
    PRIORITY_CHANGED(Level.INFO),
    TRACKER_DOWN(Level.WARNING),
    TRACKER_UP(Level.INFO),
    /** A packet was discarded; at most one a minute for each reason and router. */
    PACKET_DISCARDED(Level.WARNING),
    /** A peer is configured differently: version, interval, authentication, addresses. */
    PEER_DIFFERS(Level.WARNING),
    /** Somebody else advertises while this machine is master, or claims the address. */
    TWO_MASTERS(Level.ERROR),
    ADDRESS_LOST(Level.WARNING),
    EFFECT_FAILED(Level.ERROR),
    EFFECT_RECOVERED(Level.INFO),
    /** The director was not scheduled for so long that others may have taken over. */
    SLEPT(Level.ERROR),
    HANDOVER(Level.INFO),
    /** A held router hears no master: nobody serves. */
    HELD_WITHOUT_MASTER(Level.ERROR);

    private final Level level;

    Kind(Level level) {
      this.level = level;
    }

    public Level level() {
      return level;
    }
  }

  /** How loud. */
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }
}
