package lvs.director.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel permits to this process beyond an ordinary user: capabilities(7).
 *
 * @param effective CapEff of /proc/self/status, one bit a capability
 */
public record Capabilities(long effective) {
  private static final String REMEDY =
      "; start as root, or in the systemd unit AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW"
          + " (setcap on java does not do: the loader then no longer finds the JVM's libraries), or"
          + " docker run --cap-add NET_ADMIN --cap-add NET_RAW";

  /** Numbers of linux/capability.h. */
  private enum Capability {
    CAP_NET_ADMIN(12),
    CAP_NET_RAW(13),
    CAP_IPC_LOCK(14),
    CAP_SYS_NICE(23);

    final int bit;

    Capability(int bit) {
      this.bit = bit;
    }
  }

  /** Those of this process; none when /proc does not tell. */
  public static Capabilities ofThisProcess() {
    try {
      return parse(Files.readAllLines(Path.of("/proc/self/status")));
    } catch (IOException unreadable) {
      return new Capabilities(0);
    }
  }

  static Capabilities parse(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> line.substring("CapEff:".length()).strip())
        .filter(digits -> digits.matches("[0-9a-fA-F]{1,16}"))
        .findFirst()
        .map(digits -> new Capabilities(Long.parseUnsignedLong(digits, 16)))
        .orElse(new Capabilities(0));
  }

  private boolean lacks(Capability capability) {
    return (effective >>> capability.bit & 1) == 0;
  }

  /** True when addresses, routes and IPVS may be changed, in this user namespace at least. */
  boolean mayChangeNetwork() {
    return !lacks(Capability.CAP_NET_ADMIN);
  }

  /** True when memory may be locked without limit. */
  public boolean mayLockMemory() {
    return !lacks(Capability.CAP_IPC_LOCK);
  }

  /** Without these there is no VRRP: what is missing and how to give it; empty when all is well. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (lacks(Capability.CAP_NET_ADMIN)) {
      missing.add("CAP_NET_ADMIN is missing: no address can be added or removed" + REMEDY);
    }
    if (lacks(Capability.CAP_NET_RAW)) {
      missing.add("CAP_NET_RAW is missing: no advertisement can be sent or heard" + REMEDY);
    }
    return missing;
  }

  /** What is lost without those that can be done without; empty when all is well. */
  public List<String> lost() {
    List<String> lost = new ArrayList<>();
    if (lacks(Capability.CAP_SYS_NICE)) {
      lost.add(
          "CAP_SYS_NICE is missing: no real-time priority, so advertisements may be late on a busy"
              + " machine; AmbientCapabilities=CAP_SYS_NICE gives it");
    }
    if (lacks(Capability.CAP_IPC_LOCK)) {
      lost.add(
          "CAP_IPC_LOCK is missing: memory is not locked, so advertisements may be late while the"
              + " machine swaps; AmbientCapabilities=CAP_IPC_LOCK gives it");
    }
    return lost;
  }
}
