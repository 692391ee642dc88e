package lvs.director.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Persistence;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceTable.Service;

/** What {@code ipvsadm -Ln} prints behind the address of a service. */
final class SchedulerFlags {
  private SchedulerFlags() {}

  /** {@code sh (sh-port) persistent 50 mask 255.255.255.0 pe sip ops}. */
  static String print(Service service) {
    Scheduling scheduling = service.scheduling();
    StringBuilder text = new StringBuilder(scheduling.scheduler().kernelName());
    List<String> flags = flags(scheduling);
    if (!flags.isEmpty()) {
      text.append(" (").append(String.join(",", flags)).append(')');
    }
    service
        .persistence()
        .ifPresent(persistence -> append(text, persistence, service.key().family()));
    return text.append(scheduling.onePacket() ? " ops" : "").toString();
  }

  private static void append(StringBuilder text, Persistence persistence, AddressFamily family) {
    text.append(" persistent ").append(persistence.timeoutSeconds());
    int prefix = persistence.prefixLength();
    if (family == AddressFamily.IPV6 && prefix != 128) {
      text.append(" mask ").append(prefix);
    } else if (family == AddressFamily.IPV4 && prefix != 32) {
      text.append(" mask ").append(dotted(prefix));
    }
    persistence.engine().ifPresent(engine -> text.append(" pe ").append(engine));
  }

  private static List<String> flags(Scheduling scheduling) {
    List<String> flags = new ArrayList<>();
    Optional<String> named = named(scheduling.scheduler());
    if (scheduling.fallback()) {
      flags.add(named.map(name -> name + "-fallback").orElse("flag-1"));
    }
    if (scheduling.port()) {
      flags.add(named.map(name -> name + "-port").orElse("flag-2"));
    }
    if (scheduling.flag3()) {
      flags.add("flag-3");
    }
    return flags;
  }

  /** Only the two hashing schedulers give names to the first two flags. */
  private static Optional<String> named(Scheduler scheduler) {
    return scheduler == Scheduler.SH || scheduler == Scheduler.MH
        ? Optional.of(scheduler.kernelName())
        : Optional.empty();
  }

  private static String dotted(int prefix) {
    int mask = prefix == 0 ? 0 : -1 << 32 - prefix;
    byte[] bytes = {(byte) (mask >> 24), (byte) (mask >> 16), (byte) (mask >> 8), (byte) mask};
    try {
      return Endpoint.text(java.net.InetAddress.getByAddress(bytes));
    } catch (java.net.UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
