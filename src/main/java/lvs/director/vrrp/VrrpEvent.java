package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import lvs.director.base.MacAddress;
import lvs.director.model.Configuration;
import lvs.director.vrrp.packet.IncomingPacket;

/** What the VRRP engine reacts to. */
public sealed interface VrrpEvent {

  /** Start-up is a change from {@link Configuration#EMPTY}; the end is {@link Stop}. */
  record ConfigurationChanged(Configuration configuration) implements VrrpEvent {}

  /**
   * A deadline is due. Comes only after every packet that had arrived before it was read: a backup
   * must not believe that the master is gone while its advertisement waits in the socket.
   */
  record TimePassed() implements VrrpEvent {}

  record PacketReceived(IncomingPacket packet) implements VrrpEvent {}

  /** Links or addresses of the machine are now so. */
  record NetworkChanged(NetworkState network) implements VrrpEvent {}

  /**
   * Wall time, for signed advertisements only.
   *
   * @param epochNanosAtZero wall time at which the monotonic clock read 0
   */
  record WallClock(long epochNanosAtZero) implements VrrpEvent {}

  /**
   * @param run number from {@link VrrpEffect.StartTrackScript}
   */
  record TrackScriptFinished(String name, long run, ScriptResult result) implements VrrpEvent {}

  /**
   * @param good exit status 0 in time
   * @param exitStatus of the program; -1 when a signal or the time limit ended it or it did not run
   * @param output begin of what it wrote, one line
   * @param reason in an operator's words: {@code exit status 1}, {@code no answer within 2 s}
   */
  record ScriptResult(boolean good, int exitStatus, String output, String reason, long tookNanos) {}

  /**
   * A tracked file was read.
   *
   * @param value 0 when it is missing or empty
   * @param remark what was wrong with it, in an operator's words
   */
  record TrackFileRead(String name, long value, Optional<String> remark) implements VrrpEvent {}

  /** So many processes match now. */
  record TrackProcessCounted(String name, int count) implements VrrpEvent {}

  /**
   * An address, route or rule that the director holds was removed by somebody else.
   *
   * @param router name of the virtual router that holds it; empty for a static one
   * @param what such as {@code address 10.0.0.1/24 on eth0}
   * @param tracked whether its loss matters (not no_track)
   * @param trackGroup for static ones: who suffers
   */
  record OwnedItemLost(String router, String what, boolean tracked, Optional<String> trackGroup)
      implements VrrpEvent {}

  /** Somebody else claims a virtual address by ARP or neighbour advertisement. */
  record AddressClaimed(String interfaceName, InetAddress address, MacAddress by)
      implements VrrpEvent {}

  /**
   * What could not be done.
   *
   * @param router name of the virtual router it was for; empty for none in particular
   * @param text what, why and the remedy, in an operator's words
   */
  record EffectFailed(String router, String text) implements VrrpEvent {}

  /** What could not be done before has been done. */
  record EffectRecovered(String router) implements VrrpEvent {}

  /**
   * An operator hands the mastership over.
   *
   * @param ticket comes back in {@link VrrpEffect.HandoverEnded}
   * @param name virtual router or sync group
   * @param to address of the router that shall take over
   * @param hold stay away from mastership until {@link Released}
   */
  record HandoverAsked(long ticket, String name, Optional<InetAddress> to, boolean hold)
      implements VrrpEvent {}

  /** The virtual router or sync group may become master again. */
  record Released(String name) implements VrrpEvent {}

  /** What an earlier run was told to hold; comes before the first configuration. */
  record HoldsRestored(Set<String> routers) implements VrrpEvent {}

  /**
   * The director has just started and learns the connections of another master, to which the
   * virtual router and its sync group leave the mastership meanwhile; may come before the first
   * configuration.
   *
   * @param router name of the virtual router
   * @param progress in an operator's words; empty when it is over
   */
  record CatchingUp(String router, Optional<String> progress) implements VrrpEvent {}

  /**
   * The orderly end: every mastership is handed over, then everything is taken back.
   *
   * @param deadlineNanos no later than this; empty as long as the protocol needs
   */
  record Stop(OptionalLong deadlineNanos) implements VrrpEvent {}
}
