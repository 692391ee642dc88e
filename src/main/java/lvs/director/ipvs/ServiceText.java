package lvs.director.ipvs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;

/** Scheduler, persistence and flags of a service: in a list, and as options. */
final class ServiceText {
  private ServiceText() {}

  /**
   * What {@code ipvsadm -Ln} prints behind the address of a service: {@code sh (sh-port) persistent
   * 50 mask 255.255.255.0 pe sip ops}.
   */
  static String listed(IpvsService service) {
    List<String> flags = flags(service);
    StringBuilder text = new StringBuilder(service.scheduler());
    if (!flags.isEmpty()) {
      text.append(" (").append(String.join(",", flags)).append(')');
    }
    if (service.has(IpvsService.PERSISTENT)) {
      text.append(" persistent ").append(service.timeoutSeconds());
      mask(service).ifPresent(mask -> text.append(" mask ").append(mask));
      service.engine().ifPresent(engine -> text.append(" pe ").append(engine));
    }
    return text.append(service.has(IpvsService.ONE_PACKET) ? " ops" : "").toString();
  }

  /**
   * What {@code ipvsadm -Sn} prints behind the address: {@code -s sh -p 50 -M 255.255.255.0 --pe
   * sip -o -b sh-port}.
   */
  static String options(IpvsService service) {
    StringBuilder text = new StringBuilder("-s ").append(service.scheduler());
    if (service.has(IpvsService.PERSISTENT)) {
      text.append(" -p ").append(service.timeoutSeconds());
      mask(service).ifPresent(mask -> text.append(" -M ").append(mask));
    }
    service.engine().ifPresent(engine -> text.append(" --pe ").append(engine));
    text.append(service.has(IpvsService.ONE_PACKET) ? " -o" : "");
    List<String> flags = flags(service);
    return text.append(flags.isEmpty() ? "" : " -b " + String.join(",", flags)).toString();
  }

  /** Empty when one client is one address. */
  private static Optional<String> mask(IpvsService service) {
    int prefix = service.prefixLength();
    return service.key().family() == AddressFamily.IPV6
        ? Optional.of(prefix).filter(length -> length != 128).map(String::valueOf)
        : Optional.of(prefix).filter(length -> length != 32).map(ServiceText::dotted);
  }

  /**
   * The flags by name. ipvsadm leaves out the third of sh and mh and prints empty brackets, or
   * {@code -b} without a value, which it cannot read again; we name it.
   */
  static List<String> flags(IpvsService service) {
    List<String> flags = new ArrayList<>();
    Optional<String> named = named(service.scheduler());
    if (service.has(IpvsService.SCHEDULER_1)) {
      flags.add(named.map(name -> name + "-fallback").orElse("flag-1"));
    }
    if (service.has(IpvsService.SCHEDULER_2)) {
      flags.add(named.map(name -> name + "-port").orElse("flag-2"));
    }
    if (service.has(IpvsService.SCHEDULER_3)) {
      flags.add("flag-3");
    }
    return flags;
  }

  /** Only the two hashing schedulers give names to the first two flags. */
  private static Optional<String> named(String scheduler) {
    return scheduler.equals("sh") || scheduler.equals("mh")
        ? Optional.of(scheduler)
        : Optional.empty();
  }

  static String dotted(int prefix) {
    int mask = prefix == 0 ? 0 : -1 << 32 - prefix;
    byte[] bytes = {(byte) (mask >> 24), (byte) (mask >> 16), (byte) (mask >> 8), (byte) mask};
    try {
      return Endpoint.text(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
