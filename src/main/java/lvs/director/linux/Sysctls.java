package lvs.director.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings below /proc/sys/net that the director changes for a while. What stood there before comes
 * back when the last one who wanted the change no longer does. They are those of the network
 * namespace of the calling thread.
 */
final class Sysctls {
  private static final Path ROOT = Path.of("/proc/sys/net");

  /** What stood there before, and for whom it was changed. */
  private record Changed(String before, Set<String> owners) {}

  private final Map<String, Changed> changed = new HashMap<>();

  /** Empty when there is no such setting. */
  Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(ROOT.resolve(name)).strip());
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /** What stood there before the director came. */
  Optional<String> original(String name) {
    return Optional.ofNullable(changed.get(name)).map(Changed::before).or(() -> read(name));
  }

  /**
   * @param name such as {@code ipv4/conf/eth0/arp_ignore}
   * @param owner who wants it so
   * @return why it is not so, with the remedy; empty when it is
   */
  Optional<String> hold(String name, String value, String owner) {
    return hold(name, value, owner, original(name));
  }

  /**
   * @param before what stood there, where an earlier run that left no order knew it better
   */
  Optional<String> hold(String name, String value, String owner, Optional<String> before) {
    if (before.isEmpty()) {
      return Optional.empty(); // a kernel without it, or the interface is gone
    }
    changed
        .computeIfAbsent(name, _ -> new Changed(before.get(), new HashSet<>()))
        .owners
        .add(owner);
    return write(name, value);
  }

  /** What this owner wanted comes back to what it was, unless others want it too. */
  void release(String owner) {
    for (String name : List.copyOf(changed.keySet())) {
      Changed setting = changed.get(name);
      if (setting.owners.remove(owner) && setting.owners.isEmpty()) {
        changed.remove(name);
        write(name, setting.before);
      }
    }
  }

  void releaseAll() {
    changed.forEach((name, setting) -> write(name, setting.before));
    changed.clear();
  }

  private Optional<String> write(String name, String value) {
    if (read(name).filter(now -> !now.equals(value)).isEmpty()) {
      return Optional.empty();
    }
    try {
      Files.writeString(ROOT.resolve(name), value);
      return Optional.empty();
    } catch (IOException refused) {
      return Optional.of(
          "cannot set net.%s to %s: %s; run as root, or set it in /etc/sysctl.d"
              .formatted(name.replace('/', '.'), value, refused.getMessage()));
    }
  }
}
