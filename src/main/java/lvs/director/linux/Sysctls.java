package lvs.director.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.ipvs.IpvsSysctl;

/**
 * Settings below /proc/sys/net that the director changes for a while. What stood there before comes
 * back when the last one who wanted the change no longer does. They are those of the network
 * namespace of the calling thread.
 */
final class Sysctls {
  private static final Path ROOT = Path.of("/proc/sys/net");
  private static final int LONGEST_BYTES = 4096;

  /** What stood there before, and for whom it was changed. */
  private record Changed(String before, Set<String> owners) {}

  private final Map<String, Changed> changed = new HashMap<>();

  /**
   * Empty when there is no such setting. The kernel answers the first read with numbers and any
   * further one with the end, so it must not be of one byte, as {@link Files#readString} begins.
   */
  static Optional<String> read(String name) {
    try (InputStream in = Files.newInputStream(ROOT.resolve(name))) {
      return Optional.of(
          new String(in.readNBytes(LONGEST_BYTES), StandardCharsets.ISO_8859_1).strip());
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
    if (read(name).filter(now -> !IpvsSysctl.isSame(now, value)).isEmpty()) {
      return Optional.empty();
    }
    try {
      Files.writeString(ROOT.resolve(name), value);
      return Optional.empty();
    } catch (AccessDeniedException denied) {
      return refused(name, value, "permission denied; run as root, or set it in /etc/sysctl.d");
    } catch (FileSystemException closed) {
      return refused(name, value, closed.getReason() + "; set it in /etc/sysctl.d of the host");
    } catch (IOException refused) {
      return refused(name, value, refused.getMessage() + "; the kernel does not take this value");
    }
  }

  private static Optional<String> refused(String name, String value, String why) {
    return Optional.of("cannot set net.%s to %s: %s".formatted(name.replace('/', '.'), value, why));
  }
}
