package lvs.director.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lvs.director.base.MacAddress;
import lvs.director.linux.Capabilities;
import lvs.director.linux.ClaimWatch;
import lvs.director.linux.Errno;
import lvs.director.linux.HeldItems;
import lvs.director.linux.KernelNetwork;
import lvs.director.linux.LinkMonitor;
import lvs.director.linux.RawSockets;
import lvs.director.linux.RealtimeThread;
import lvs.director.model.Configuration;
import lvs.director.model.LinkSettings;
import lvs.director.model.ProcessSettings.ProcessTuning;
import lvs.director.model.VirtualAddress;
import lvs.director.port.AdvertisementChannel;
import lvs.director.port.NetworkControl;

/** The Linux that this process runs on. */
final class LinuxSystem implements OperatingSystem {
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final int LEAST_REALTIME_PRIORITY = 1;

  private final HeldItems held = new HeldItems();

  @Override
  public Optional<String> obstacle() {
    List<String> missing = Capabilities.ofThisProcess().missing();
    return missing.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", missing));
  }

  @Override
  public LinkWatcher watchLinks(NetworkControl.Listener listener) throws IOException {
    LinkMonitor monitor = LinkMonitor.start(held, listener);
    return new LinkWatcher() {
      @Override
      public void configure(LinkSettings settings) {
        monitor.watch(settings);
      }

      @Override
      public void close() {
        monitor.close();
      }
    };
  }

  @Override
  public AdvertisementChannel channel() throws IOException {
    return new RawSockets();
  }

  @Override
  public NetworkControl network(Configuration configuration) throws IOException {
    return KernelNetwork.open(held, configuration.vrrp().environment().firewall());
  }

  @Override
  public ClaimWatcher watchClaims(NetworkControl.Listener listener) throws IOException {
    ClaimWatch watch = new ClaimWatch(listener::claimed);
    return new ClaimWatcher() {
      @Override
      public void watch(Set<VirtualAddress> addresses, Predicate<MacAddress> ours) {
        watch.watch(byInterface(addresses), ours);
      }

      @Override
      public void close() {
        watch.close();
      }
    };
  }

  private static Map<String, Set<InetAddress>> byInterface(Set<VirtualAddress> addresses) {
    return addresses.stream()
        .filter(address -> address.interfaceName().isPresent())
        .collect(
            Collectors.groupingBy(
                address -> address.interfaceName().orElseThrow(),
                Collectors.mapping(VirtualAddress::address, Collectors.toSet())));
  }

  /** A machine that does not tell counts as booted long ago. */
  @Override
  public long bootNanos() {
    try {
      String seconds = Files.readString(UPTIME).split(" ", 2)[0];
      return System.nanoTime() - (long) (Double.parseDouble(seconds) * 1e9);
    } catch (IOException | NumberFormatException unknown) {
      return System.nanoTime() - Long.MAX_VALUE / 4;
    }
  }

  @Override
  public String errnoText(int errno) {
    return Errno.text(errno);
  }

  /**
   * Without words in the configuration the thread gets the lowest real-time priority, which goes
   * before every ordinary thread; who writes vrrp_priority wants niceness instead.
   */
  @Override
  public Precedence takePrecedence(ProcessTuning tuning) {
    List<RealtimeThread.Outcome> outcomes = new ArrayList<>();
    outcomes.add(RealtimeThread.preciseTimers());
    int priority =
        tuning.realtimePriority().orElse(tuning.niceness() == 0 ? LEAST_REALTIME_PRIORITY : 0);
    boolean realtime = priority > 0 && add(outcomes, RealtimeThread.realtime(priority));
    if (tuning.niceness() != 0) {
      outcomes.add(RealtimeThread.nice(tuning.niceness()));
    }
    if (!tuning.processors().isEmpty()) {
      outcomes.add(RealtimeThread.onProcessors(tuning.processors()));
    }
    if (tuning.locksMemory()) {
      outcomes.add(RealtimeThread.lockMemory());
    }
    return new Precedence(realtime ? priority : 0, words(outcomes, true), words(outcomes, false));
  }

  private static boolean add(List<RealtimeThread.Outcome> to, RealtimeThread.Outcome outcome) {
    to.add(outcome);
    return outcome.done();
  }

  private static List<String> words(List<RealtimeThread.Outcome> outcomes, boolean done) {
    return outcomes.stream()
        .filter(outcome -> outcome.done() == done)
        .map(RealtimeThread.Outcome::words)
        .toList();
  }
}
