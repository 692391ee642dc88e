package lvs.director.jmx;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.port.Director;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView.PeerStatus;
import lvs.director.vrrp.VrrpView.RouterStatus;
import lvs.director.vrrp.packet.DiscardReason;

/** Reads one virtual router; holds nothing but its name and where to look for addresses. */
final class VirtualRouterBean extends ElectedBean implements VirtualRouterMXBean {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Shown where a time is not known. */
  static final double UNKNOWN = -1;

  private final MachineAddresses machine;

  VirtualRouterBean(Director director, String name, MachineAddresses machine) {
    super(VirtualRouterMXBean.class, director, name);
    this.machine = machine;
  }

  private RouterStatus status() {
    return director
        .vrrp()
        .router(name)
        .orElseThrow(() -> new IllegalStateException(name + " is no longer configured"));
  }

  private VirtualRouter router() {
    return status().router();
  }

  private long discarded(DiscardReason... reasons) {
    return Stream.of(reasons)
        .mapToLong(reason -> status().counters().discarded().getOrDefault(reason, 0L))
        .sum();
  }

  private static String text(Optional<InetAddress> address) {
    return address.map(Endpoint::text).orElse("");
  }

  @Override
  RouterState state() {
    return status().state();
  }

  @Override
  long sinceNanos() {
    return status().sinceNanos();
  }

  @Override
  public int getVrid() {
    return router().vrid();
  }

  @Override
  public int getVersion() {
    return router().version() == VrrpVersion.V2 ? 2 : 3;
  }

  @Override
  public String getFamily() {
    return router().family().name();
  }

  @Override
  public String getInterface() {
    return router().interfaceName().orElse("");
  }

  @Override
  public String getAddressInterface() {
    return status().addressInterface().orElse("");
  }

  @Override
  public String getReason() {
    return status().reason();
  }

  @Override
  public String getNewMasterReason() {
    return status().newMasterReason();
  }

  @Override
  public int getStateNumber() {
    return CompatibleRouters.number(state());
  }

  @Override
  public String getIdentity() {
    return identity().text();
  }

  RouterIdentity identity() {
    return RouterIdentity.of(router());
  }

  @Override
  public double getTakeoverMillis() {
    return status().takeoverNanos().stream()
        .mapToDouble(nanos -> nanos / NANOS_PER_MILLI)
        .findFirst()
        .orElse(UNKNOWN);
  }

  @Override
  public int getMastersSeen() {
    return RivalMasters.seen(status(), director.nowNanos());
  }

  @Override
  public int getAddressCount() {
    return router().addresses().size() + router().excludedAddresses().size();
  }

  @Override
  public int getAddressesHeld() {
    return machine.held(router());
  }

  @Override
  public int getProblemCount() {
    return status().problems().size();
  }

  @Override
  public int getPeerCount() {
    return status().peers().size();
  }

  @Override
  public int getPriority() {
    return status().priority();
  }

  @Override
  public int getConfiguredPriority() {
    return router().priority();
  }

  @Override
  public String getSource() {
    return text(status().source());
  }

  @Override
  public String getMasterAddress() {
    return text(status().master());
  }

  @Override
  public int getMasterPriority() {
    return status().masterPriority().orElse(0);
  }

  @Override
  public long getMasterHeardEpochMillis() {
    return status().lastHeardNanos().stream().map(director::epochMillis).findFirst().orElse(0);
  }

  @Override
  public double getMasterDownIntervalMillis() {
    return status().masterDownInterval().toNanos() / NANOS_PER_MILLI;
  }

  @Override
  public double getAdvertisementIntervalMillis() {
    return router().advertisementInterval().toNanos() / NANOS_PER_MILLI;
  }

  @Override
  public List<String> getAddresses() {
    return Stream.concat(router().addresses().stream(), router().excludedAddresses().stream())
        .map(VirtualAddress::prefix)
        .map(Object::toString)
        .toList();
  }

  @Override
  public List<String> getFaults() {
    return status().faults();
  }

  @Override
  public List<String> getProblems() {
    return status().problems();
  }

  @Override
  public int getHeld() {
    return status().held() ? 1 : 0;
  }

  @Override
  public int getHandingOver() {
    return status().handingOver() ? 1 : 0;
  }

  @Override
  public int getLeaseSeconds() {
    return status().leaseSeconds().orElse(0);
  }

  @Override
  public String getSyncGroup() {
    return status().syncGroup().orElse("");
  }

  @Override
  public List<Peer> getPeers() {
    return status().peers().stream().map(this::peer).toList();
  }

  private Peer peer(PeerStatus peer) {
    return new Peer(
        Endpoint.text(peer.address()),
        peer.priority().orElse(0),
        peer.heardNanos().stream().map(director::epochMillis).findFirst().orElse(0),
        peer.advertisements(),
        peer.differences());
  }

  @Override
  public long getMasterTransitions() {
    return status().counters().masterTransitions();
  }

  @Override
  public long getMasterReleases() {
    return status().counters().masterReleases();
  }

  @Override
  public long getAdvertisementsReceived() {
    return status().counters().advertisementsReceived();
  }

  @Override
  public long getAdvertisementsSent() {
    return status().counters().advertisementsSent();
  }

  @Override
  public long getPriorityZeroReceived() {
    return status().counters().priorityZeroReceived();
  }

  @Override
  public long getPriorityZeroSent() {
    return status().counters().priorityZeroSent();
  }

  @Override
  public long getAddressConflicts() {
    return status().counters().addressConflicts();
  }

  @Override
  public long getChecksumErrors() {
    return discarded(DiscardReason.CHECKSUM_ERROR);
  }

  @Override
  public long getVersionErrors() {
    return discarded(DiscardReason.VERSION_ERROR);
  }

  @Override
  public long getIpTtlErrors() {
    return discarded(DiscardReason.IP_TTL_ERROR);
  }

  @Override
  public long getIntervalErrors() {
    return discarded(DiscardReason.INTERVAL_ERROR);
  }

  @Override
  public long getInvalidTypeReceived() {
    return discarded(DiscardReason.INVALID_TYPE);
  }

  @Override
  public long getAddressListErrors() {
    return discarded(DiscardReason.ADDRESS_LIST_ERROR);
  }

  @Override
  public long getPacketLengthErrors() {
    return discarded(DiscardReason.PACKET_LENGTH_ERROR);
  }

  @Override
  public long getAuthenticationErrors() {
    return discarded(
        DiscardReason.INVALID_AUTHENTICATION_TYPE,
        DiscardReason.AUTHENTICATION_TYPE_MISMATCH,
        DiscardReason.AUTHENTICATION_FAILURE,
        DiscardReason.REPLAYED);
  }

  @Override
  public long getForeignSourceErrors() {
    return discarded(DiscardReason.FOREIGN_SOURCE);
  }
}
