package lvs.director.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/** Finds in /proc which process holds a port; sees other users' processes only as root. */
final class PortHolder {
  private static final Path PROC = Path.of("/proc");
  private static final Path UNPRIVILEGED = PROC.resolve("sys/net/ipv4/ip_unprivileged_port_start");
  private static final int LISTEN = 0x0A;

  private PortHolder() {}

  /**
   * First port that needs no privilege: 1024 unless the kernel says otherwise. It gives numbers to
   * the first read only, which must therefore not be of one byte, as {@link Files#readString}
   * begins.
   */
  static int unprivilegedPortStart() {
    try (InputStream in = Files.newInputStream(UNPRIVILEGED)) {
      byte[] digits = in.readNBytes(16);
      return Integer.parseInt(new String(digits, StandardCharsets.US_ASCII).strip());
    } catch (IOException | NumberFormatException unknown) {
      return 1024;
    }
  }

  /** {@code nginx (process 123)}; empty when it cannot be found out. */
  static Optional<String> of(ServiceKey.Address key) {
    try {
      Set<String> links =
          inodes(key).map(inode -> "socket:[" + inode + "]").collect(Collectors.toSet());
      return links.isEmpty() ? Optional.empty() : processWith(links);
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }

  private static Stream<String> inodes(ServiceKey.Address key) throws IOException {
    String table = key.protocol() == Protocol.UDP ? "udp" : "tcp";
    return Stream.concat(
            Files.readAllLines(PROC.resolve("net/" + table)).stream(),
            Files.readAllLines(PROC.resolve("net/" + table + "6")).stream())
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length > 9 && holds(columns, key))
        .map(columns -> columns[9]);
  }

  /** Columns of /proc/net/tcp: number, local address:port in hex, remote, state, …, inode. */
  private static boolean holds(String[] columns, ServiceKey.Address key) {
    String port = String.format(Locale.ROOT, ":%04X", key.endpoint().port());
    boolean listens =
        key.protocol() == Protocol.UDP || columns[3].equals(String.format("%02X", LISTEN));
    return listens && columns[1].endsWith(port);
  }

  private static Optional<String> processWith(Set<String> links) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (hasOpen(process, links)) {
          String name = Files.readString(process.resolve("comm")).strip();
          return Optional.of(name + " (process " + process.getFileName() + ")");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean hasOpen(Path process, Set<String> links) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (links.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException notOurs) {
      return false;
    }
    return false;
  }
}
