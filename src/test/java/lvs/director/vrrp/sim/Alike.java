package lvs.director.vrrp.sim;

import java.time.Duration;
import java.util.List;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.Preemption;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.model.VrrpConfiguration;

/** Virtual routers and configurations that differ from others in one thing. */
final class Alike {
  private Alike() {}

  static VirtualRouter withPriority(VirtualRouter like, int priority) {
    return copy(
        like,
        like.version(),
        like.vrid(),
        priority,
        like.preemption(),
        like.advertisementInterval(),
        like.addresses(),
        like.transport());
  }

  static VirtualRouter withPreemption(VirtualRouter like, Preemption preemption) {
    return copy(
        like,
        like.version(),
        like.vrid(),
        like.priority(),
        preemption,
        like.advertisementInterval(),
        like.addresses(),
        like.transport());
  }

  /** The same virtual router on another machine. */
  static VirtualRouter elsewhere(
      VirtualRouter like,
      VrrpVersion version,
      int vrid,
      Duration interval,
      List<VirtualAddress> addresses,
      AdvertisementTransport transport) {
    return copy(
        like, version, vrid, like.priority(), like.preemption(), interval, addresses, transport);
  }

  private static VirtualRouter copy(
      VirtualRouter like,
      VrrpVersion version,
      int vrid,
      int priority,
      Preemption preemption,
      Duration interval,
      List<VirtualAddress> addresses,
      AdvertisementTransport transport) {
    return new VirtualRouter(
        like.name(),
        like.interfaceName(),
        vrid,
        priority,
        version,
        like.family(),
        like.initialState(),
        interval,
        addresses,
        like.excludedAddresses(),
        like.routes(),
        like.rules(),
        preemption,
        transport,
        like.advertisementRules(),
        like.authentication(),
        like.virtualInterface(),
        like.acceptsTraffic(),
        like.strict(),
        like.promotesSecondaries(),
        like.tracking(),
        like.gratuitousArp(),
        like.notifyScripts(),
        like.smtpAlert(),
        like.notifyPriorityChanges(),
        like.vrf(),
        like.receiveBufferBytes());
  }

  static Configuration withRouters(Configuration like, List<VirtualRouter> routers) {
    VrrpConfiguration vrrp = like.vrrp();
    return new Configuration(
        like.director(),
        like.lvs(),
        like.global(),
        new VrrpConfiguration(
            routers,
            vrrp.syncGroups(),
            vrrp.trackScripts(),
            vrrp.trackFiles(),
            vrrp.trackProcesses(),
            vrrp.bfdSessions(),
            vrrp.statics(),
            vrrp.trackGroups(),
            vrrp.links(),
            vrrp.environment()),
        like.virtualServices());
  }
}
