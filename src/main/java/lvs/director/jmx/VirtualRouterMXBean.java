package lvs.director.jmx;

import java.util.List;

/**
 * One virtual router: {@code lvs.director:type=VirtualRouter,router=VI_1}, one instance for each
 * vrrp_instance. Counters have the names of RFC 8347.
 */
@Description("One virtual router: who is master, since when and why.")
public interface VirtualRouterMXBean {

  @Description("Name in the configuration.")
  String getName();

  @Description("Virtual router identifier, 1 to 255.")
  int getVrid();

  @Description("VRRP version, 2 or 3.")
  int getVersion();

  @Description("IPV4 or IPV6.")
  String getFamily();

  @Description("Interface of the configuration; empty for unicast without one.")
  String getInterface();

  @Description("Where the virtual addresses go: the VMAC where there is one.")
  String getAddressInterface();

  @Description("INIT, BACKUP, MASTER or FAULT.")
  String getState();

  @Description("0 in INIT, 1 in BACKUP, 2 in MASTER, 3 in FAULT.")
  int getStateNumber();

  @Description("1 while MASTER, else 0.")
  int getMaster();

  @Description("1 while FAULT, else 0.")
  int getFault();

  @Description("Why the last transition happened.")
  String getReason();

  @Description(
      "Why there is a new master, in RFC 8347's words: not-master, priority, preempted or"
          + " no-response.")
  String getNewMasterReason();

  @Description("When the state last changed, milliseconds since 1970-01-01 UTC.")
  long getLastTransitionEpochMillis();

  @Description(
      "What is the same on all its routers, and its interface, on one line: VRID, family, interface"
          + " (- without one), lowest virtual address (- without one).")
  String getIdentity();

  @Description(
      "When it last became MASTER: time since the last advertisement of the master before it,"
          + " milliseconds; -1 when none was heard.")
  double getTakeoverMillis();

  @Description(
      "Routers of this VRID that are master as far as is known here, this one included: 1 is well,"
          + " more is a split network or a firewall.")
  int getMastersSeen();

  @Description("Effective priority, 1 to 255.")
  int getPriority();

  @Description("Priority of the configuration, 1 to 255.")
  int getConfiguredPriority();

  @Description("Source of its advertisements; empty while there is none.")
  String getSource();

  @Description("Address of the master as far as is known; empty when nobody is heard.")
  String getMasterAddress();

  @Description("Priority that the master last advertised; 0 when unknown.")
  int getMasterPriority();

  @Description("When the master was last heard, milliseconds since 1970-01-01 UTC; 0 is never.")
  long getMasterHeardEpochMillis();

  @Description("Time without advertisements after which the master counts as gone, milliseconds.")
  double getMasterDownIntervalMillis();

  @Description("Own advertisement interval, milliseconds.")
  double getAdvertisementIntervalMillis();

  @Description("Virtual addresses, those that are not advertised at the end.")
  List<String> getAddresses();

  @Description("Number of virtual addresses.")
  int getAddressCount();

  @Description("Number of virtual addresses that this machine has, on any interface but loopback.")
  int getAddressesHeld();

  @Description("What makes it FAULT, one line each; empty when it is fit.")
  List<String> getFaults();

  @Description("What is wrong though it runs, with the remedy, one line each.")
  List<String> getProblems();

  @Description("Number of things that are wrong though it runs.")
  int getProblemCount();

  @Description("1 while an operator keeps it from mastership, else 0.")
  int getHeld();

  @Description("1 while it waits for its successor, else 0.")
  int getHandingOver();

  @Description("After so many seconds without renewal the kernel removes the addresses; 0 never.")
  int getLeaseSeconds();

  @Description("Name of its sync group; empty without one.")
  String getSyncGroup();

  @Description("Other routers of this VRID: those heard, and unicast peers.")
  List<Peer> getPeers();

  @Description("Number of other routers of this VRID: those heard, and unicast peers.")
  int getPeerCount();

  @Description("Times it became MASTER (master-transitions).")
  long getMasterTransitions();

  @Description("Times it ceased to be MASTER.")
  long getMasterReleases();

  @Description("Advertisements received (advertisement-rcvd).")
  long getAdvertisementsReceived();

  @Description("Advertisements sent (advertisement-sent).")
  long getAdvertisementsSent();

  @Description("Advertisements of priority 0 received (priority-zero-pkts-rcvd).")
  long getPriorityZeroReceived();

  @Description("Advertisements of priority 0 sent (priority-zero-pkts-sent).")
  long getPriorityZeroSent();

  @Description("Claims of its addresses by others while MASTER.")
  long getAddressConflicts();

  @Description("Packets with a wrong checksum (checksum-errors).")
  long getChecksumErrors();

  @Description("Packets of another version (version-errors).")
  long getVersionErrors();

  @Description("Packets with a wrong time to live or hop limit (ip-ttl-errors).")
  long getIpTtlErrors();

  @Description("Advertisements with another interval (interval-errors).")
  long getIntervalErrors();

  @Description("Packets that are no advertisement (invalid-type-pkts-rcvd).")
  long getInvalidTypeReceived();

  @Description("Advertisements with other addresses (address-list-errors).")
  long getAddressListErrors();

  @Description("Packets of a wrong length (packet-length-errors).")
  long getPacketLengthErrors();

  @Description("Packets whose authentication is missing, foreign, wrong or repeated.")
  long getAuthenticationErrors();

  @Description("Packets from a source that is no peer.")
  long getForeignSourceErrors();

  @Description(
      "Hands the mastership over and returns when the successor serves; refuses, without having"
          + " stopped to serve, when nobody takes over.")
  String failover(
      @Description(
              name = "to",
              value = "Address of the router that shall take over; empty lets the election decide.")
          String to,
      @Description(name = "hold", value = "Keeps the mastership away until release.") boolean hold);

  @Description("Ends the hold of failover.")
  void release();

  /**
   * Another router of the same VRID.
   *
   * @param address of its advertisements
   * @param priority it last advertised; 0 when none was heard
   * @param heardEpochMillis when it was last heard; 0 is never
   * @param advertisements heard from it
   * @param differences what is configured differently there, with the remedy
   */
  record Peer(
      String address,
      int priority,
      long heardEpochMillis,
      long advertisements,
      List<String> differences) {}
}
