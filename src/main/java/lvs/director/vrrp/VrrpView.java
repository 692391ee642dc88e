package lvs.director.vrrp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.model.SyncGroup;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.packet.DiscardReason;

/**
 * The election as other threads may see it: one immutable snapshot. Times are monotonic
 * nanoseconds.
 *
 * @param routers in the order of the configuration
 * @param discarded packets that belong to no virtual router of ours, by reason (RFC 8347's global
 *     counters are the sums over these and all routers)
 */
public record VrrpView(
    List<RouterStatus> routers,
    List<GroupStatus> groups,
    List<TrackerStatus> trackers,
    Map<DiscardReason, Long> discarded) {
  public static final VrrpView EMPTY = new VrrpView(List.of(), List.of(), List.of(), Map.of());

  public Optional<RouterStatus> router(String name) {
    return routers.stream().filter(each -> each.router().name().equals(name)).findFirst();
  }

  public Optional<GroupStatus> group(String name) {
    return groups.stream().filter(each -> each.group().name().equals(name)).findFirst();
  }

  /**
   * One virtual router.
   *
   * @param priority effective, 1 to 255
   * @param sinceNanos of the last transition
   * @param reason of the last transition, in an operator's words: {@code no advertisement of
   *     10.9.0.2 for 3.6 s}
   * @param newMasterReason RFC 8347: not-master, priority, preempted or no-response
   * @param source address of its advertisements; empty while there is none
   * @param addressInterface where its addresses go: the VMAC where there is one
   * @param master who is master as far as is known; its own source while MASTER
   * @param masterPriority of the last advertisement heard
   * @param lastHeardNanos when the master was heard last
   * @param masterDownInterval after which it takes the master for gone
   * @param faults why it is or would be in FAULT, in words; empty is fit
   * @param problems what is wrong now though it runs, with the remedy: differing peers, second
   *     masters, effects that failed
   * @param held an operator keeps it from mastership
   * @param handingOver it is master and waits for its successor
   * @param leaseSeconds lifetime of its addresses in the kernel while MASTER
   * @param peers other routers of this VRID heard from, and the unicast peers
   * @param takeoverNanos when it last became MASTER: time since the last advertisement of the
   *     master before it; empty when none was heard
   */
  public record RouterStatus(
      VirtualRouter router,
      RouterState state,
      int priority,
      long sinceNanos,
      String reason,
      String newMasterReason,
      Optional<InetAddress> source,
      Optional<String> addressInterface,
      Optional<InetAddress> master,
      OptionalInt masterPriority,
      OptionalLong lastHeardNanos,
      Duration masterDownInterval,
      List<String> faults,
      List<String> problems,
      boolean held,
      boolean handingOver,
      OptionalInt leaseSeconds,
      Optional<String> syncGroup,
      List<PeerStatus> peers,
      Counters counters,
      OptionalLong takeoverNanos) {}

  /**
   * Another router of the same VRID.
   *
   * @param priority of its last advertisement; empty when none was heard
   * @param heardNanos when; empty when never
   * @param advertisements heard from it
   * @param differences what is configured differently there, with the remedy
   */
  public record PeerStatus(
      InetAddress address,
      OptionalInt priority,
      OptionalLong heardNanos,
      long advertisements,
      List<String> differences) {}

  /**
   * Counts since the virtual router was configured, named as in RFC 8347.
   *
   * @param masterTransitions times it became MASTER
   * @param masterReleases times it left MASTER
   * @param addressConflicts claims of its addresses by others while MASTER
   */
  public record Counters(
      long masterTransitions,
      long masterReleases,
      long advertisementsReceived,
      long advertisementsSent,
      long priorityZeroReceived,
      long priorityZeroSent,
      long addressConflicts,
      Map<DiscardReason, Long> discarded) {}

  /**
   * @param reason of the last transition
   */
  public record GroupStatus(SyncGroup group, RouterState state, long sinceNanos, String reason) {}

  /**
   * Something that is watched.
   *
   * @param kind script, file, process or interface
   * @param up whether it counts as well
   * @param known false before the first result
   * @param detail last result in words: {@code exit status 1: connection refused}, {@code value
   *     -20}, {@code 2 processes}
   * @param exitStatus of a script's last run
   * @param output begin of what a script wrote last
   * @param runs of a script, or readings of the others
   * @param failures among them
   * @param lastTookNanos duration of a script's last run
   * @param lastNanos when
   */
  public record TrackerStatus(
      String kind,
      String name,
      boolean up,
      boolean known,
      String detail,
      OptionalInt exitStatus,
      String output,
      long runs,
      long failures,
      long lastTookNanos,
      OptionalLong lastNanos) {}
}
