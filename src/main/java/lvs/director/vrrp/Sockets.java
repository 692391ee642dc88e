package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.AdvertisementTransport.Multicast;
import lvs.director.model.Authentication;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VrrpEnvironment.ReceiveBuffers;

/** Which raw sockets virtual routers hear by; one socket serves all that need the same. */
final class Sockets {
  private static final int HEADERS_BYTES = 20 + 24 + 8 + 8 + 28;

  private Sockets() {}

  static Set<SocketPlan> plan(Collection<Router> routers, Links links, ReceiveBuffers buffers) {
    Map<SocketPlan, Integer> bytes = new LinkedHashMap<>();
    for (Router router : routers) {
      plan(router, links)
          .ifPresent(
              plan -> bytes.merge(plan, bufferBytes(router, plan, links, buffers), Math::max));
    }
    Set<SocketPlan> plans = new LinkedHashSet<>();
    bytes.forEach((plan, size) -> plans.add(withBuffer(plan, size)));
    return plans;
  }

  /** Without the size of its buffer; empty while its interface or its address is missing. */
  private static Optional<SocketPlan> plan(Router router, Links links) {
    VirtualRouter config = router.config();
    String name = router.wiring().listenInterface();
    if (!links.isKnown() || !name.isEmpty() && links.link(name).isEmpty()) {
      return Optional.empty();
    }
    boolean signed = config.authentication() instanceof Authentication.AuthenticationHeader;
    Optional<InetAddress> group =
        config.transport() instanceof Multicast multicast
            ? Optional.of(multicast.group())
            : Optional.empty();
    Optional<InetAddress> local =
        config.transport() instanceof AdvertisementTransport.Unicast
            ? router.source()
            : Optional.empty();
    if (group.isEmpty() && local.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SocketPlan(name, config.family(), signed, group, local, OptionalInt.empty()));
  }

  private static SocketPlan withBuffer(SocketPlan plan, int bytes) {
    OptionalInt size = bytes == 0 ? OptionalInt.empty() : OptionalInt.of(bytes);
    return new SocketPlan(
        plan.interfaceName(),
        plan.family(),
        plan.authenticationHeader(),
        plan.group(),
        plan.local(),
        size);
  }

  /** 0 leaves the kernel's. */
  private static int bufferBytes(
      Router router, SocketPlan plan, Links links, ReceiveBuffers buffers) {
    if (router.config().receiveBufferBytes().isPresent()) {
      return router.config().receiveBufferBytes().getAsInt();
    }
    if (buffers.sizeBytes().isPresent()) {
      return buffers.sizeBytes().getAsInt();
    }
    int mtu = links.link(plan.interfaceName()).map(NetworkState.Link::mtuBytes).orElse(1500);
    int largest =
        Math.max(
            buffers.fromMtu() ? mtu : 0,
            buffers.fromAdvertisement()
                ? HEADERS_BYTES + 16 * router.config().addresses().size()
                : 0);
    return largest * buffers.multiplier();
  }
}
