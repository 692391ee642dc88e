package lvs.director.vrrp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lvs.director.model.Script;
import lvs.director.model.StaticAddresses;
import lvs.director.model.TrackFile;
import lvs.director.model.TrackProcess;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * What the VRRP engine wants done; the order of a list is the order of doing. {@link Send} and
 * {@link Listen} are done at once by the thread of the engine, all others in order by other
 * threads.
 */
public sealed interface VrrpEffect {

  /** Advertisements; an address that cannot be reached is no reason to stop. */
  record Send(String router, OutgoingPacket packet) implements VrrpEffect {}

  /** Hear by exactly these sockets: open what is new, close what is gone. */
  record Listen(Set<SocketPlan> sockets) implements VrrpEffect {}

  /** Exactly these interfaces shall be there, up, with their sysctls. */
  record MakeInterfaces(Set<InterfacePlan> interfaces) implements VrrpEffect {}

  /** Exactly these static addresses, routes and rules shall stand. */
  record SetStatics(StaticAddresses statics) implements VrrpEffect {}

  /**
   * Put these on the machine; what is there already is made ours.
   *
   * @param leaseSeconds the kernel removes the addresses by itself after so long unless renewed;
   *     empty is forever
   */
  record Take(String router, OwnedItems items, OptionalInt leaseSeconds) implements VrrpEffect {}

  /** Take these off again, in the opposite order: rules, routes, addresses. */
  record Drop(String router, OwnedItems items) implements VrrpEffect {}

  /** The lease of these addresses begins anew. */
  record Renew(String router, List<VirtualAddress> addresses, int leaseSeconds)
      implements VrrpEffect {}

  /**
   * Gratuitous ARP or unsolicited neighbour advertisements, as many rounds over all addresses as
   * {@code repeat}, spaced as the configuration says for the interface.
   */
  record AnnounceAddresses(String router, List<VirtualAddress> addresses, int repeat)
      implements VrrpEffect {}

  /** Announcements of this router that wait are not sent any more. */
  record CancelAnnouncements(String router) implements VrrpEffect {}

  /** Ask the LAN whether anybody else has these addresses (ARP probe, neighbour solicitation). */
  record ProbeAddresses(String router, List<VirtualAddress> addresses) implements VrrpEffect {}

  /**
   * Claims of these addresses by others are wanted ({@link VrrpEvent.AddressClaimed}).
   *
   * @param addresses all that any router cares for now
   */
  record WatchClaims(Set<VirtualAddress> addresses) implements VrrpEffect {}

  /**
   * A notify script, without waiting for its end.
   *
   * @param object scripts of one object run in order, one at a time: the virtual router or group
   * @param arguments after those of the script: INSTANCE or GROUP, name, state, priority; or none
   * @param cause what happened, in an operator's words
   */
  record RunScript(Script script, String object, List<String> arguments, String cause)
      implements VrrpEffect {}

  /** A line for the notify FIFOs of virtual routers, without line end. */
  record WriteFifo(String line) implements VrrpEffect {}

  /**
   * @param run number to answer with
   */
  record StartTrackScript(lvs.director.model.TrackScript script, long run) implements VrrpEffect {}

  /** Nobody waits for the answer of this run any more. */
  record StopTrackScript(String name, long run) implements VrrpEffect {}

  /** Exactly these files are of interest; each is read at once and after every change. */
  record WatchFiles(List<TrackFile> files) implements VrrpEffect {}

  /** Exactly these processes are of interest; each is counted at once and after every change. */
  record WatchProcesses(List<TrackProcess> processes) implements VrrpEffect {}

  /** Something that people want to know. */
  record Announce(VrrpNotice notice) implements VrrpEffect {}

  /** Names to keep over a restart: routers that were told to stay away from mastership. */
  record KeepHolds(Set<String> routers) implements VrrpEffect {}

  /**
   * The answer to an operator.
   *
   * @param refusal why nothing was changed; empty after a handover
   * @param report who took over, how long it took and the gap, in an operator's words
   */
  record HandoverEnded(long ticket, Optional<String> refusal, String report)
      implements VrrpEffect {}

  /** After {@link VrrpEvent.Stop}: there is nothing left to do. */
  record Stopped() implements VrrpEffect {}
}
