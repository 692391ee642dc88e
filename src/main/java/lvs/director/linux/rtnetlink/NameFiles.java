package lvs.director.linux.rtnetlink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The files in which iproute2 keeps names of tables, protocols, scopes, realms and groups: those of
 * /usr/share/iproute2, then those of /etc/iproute2, which win. They are read whenever a name is
 * looked up, since operators add names while the director runs.
 */
public final class NameFiles {
  private static final Map<String, Map<String, Long>> KNOWN =
      Map.of(
          "rt_tables", Map.of("unspec", 0L, "default", 253L, "main", 254L, "local", 255L),
          "rt_scopes",
              Map.of(
                  "global",
                  0L,
                  "universe",
                  0L,
                  "site",
                  200L,
                  "link",
                  253L,
                  "host",
                  254L,
                  "nowhere",
                  255L),
          "rt_protos",
              Map.of(
                  "unspec",
                  0L,
                  "redirect",
                  1L,
                  "kernel",
                  2L,
                  "boot",
                  3L,
                  "static",
                  4L,
                  "ra",
                  9L,
                  "dhcp",
                  16L,
                  "keepalived",
                  18L),
          "rt_realms", Map.of("cosmos", 0L),
          "group", Map.of("default", 0L));

  private static final Map<String, Long> KNOWN_IP_PROTOCOLS =
      Map.of(
          "icmp",
          1L,
          "igmp",
          2L,
          "tcp",
          6L,
          "udp",
          17L,
          "gre",
          47L,
          "esp",
          50L,
          "ah",
          51L,
          "ipv6-icmp",
          58L,
          "vrrp",
          112L,
          "sctp",
          132L);

  private final List<Path> folders;
  private final Path protocols;

  public NameFiles() {
    this(
        List.of(Path.of("/usr/share/iproute2"), Path.of("/etc/iproute2")),
        Path.of("/etc/protocols"));
  }

  /**
   * @param folders later ones win
   * @param protocols such as /etc/protocols
   */
  public NameFiles(List<Path> folders, Path protocols) {
    this.folders = List.copyOf(folders);
    this.protocols = protocols;
  }

  /**
   * @param file such as rt_tables
   * @param what such as table, for the message
   * @param largest number allowed
   * @throws Lookup.UnknownName when it is neither a name of the files nor such a number
   */
  public long find(String file, String what, String name, long largest) {
    long value = number(name).orElseGet(() -> named(file, name).orElse(-1));
    if (value < 0 || value > largest) {
      throw new Lookup.UnknownName(
          what
              + " \""
              + name
              + "\" is not in /etc/iproute2/"
              + file
              + "; add it there or write its number, at most "
              + largest);
    }
    return value;
  }

  /** A transport protocol by name or number. */
  public int ipProtocol(String name) {
    long value =
        number(name)
            .orElseGet(
                () -> {
                  OptionalLong read = search(protocols, name, 0);
                  return read.orElse(KNOWN_IP_PROTOCOLS.getOrDefault(name, -1L));
                });
    if (value < 0 || value > 255) {
      throw new Lookup.UnknownName(
          "transport protocol \"" + name + "\" is not in /etc/protocols; write its number");
    }
    return (int) value;
  }

  private OptionalLong named(String file, String name) {
    Long known = KNOWN.getOrDefault(file, Map.of()).get(name);
    return known == null ? written(file, name) : OptionalLong.of(known);
  }

  private OptionalLong written(String file, String name) {
    OptionalLong found = OptionalLong.empty();
    for (Path folder : folders) {
      for (Path path : files(folder, file)) {
        OptionalLong here = search(path, name, 1);
        found = here.isPresent() ? here : found;
      }
    }
    return found;
  }

  /** {@code rt_tables} and {@code rt_tables.d/*.conf}. */
  private static List<Path> files(Path folder, String file) {
    List<Path> paths = new ArrayList<>(List.of(folder.resolve(file)));
    try (Stream<Path> more = Files.list(folder.resolve(file + ".d"))) {
      more.filter(path -> path.toString().endsWith(".conf")).sorted().forEach(paths::add);
    } catch (IOException none) {
      // there need not be such a folder
    }
    return paths;
  }

  /**
   * Lines of {@code NUMBER NAME} in iproute2's files, {@code NAME NUMBER ALIAS} in /etc/protocols.
   *
   * @param nameAt which word is the name
   */
  private static OptionalLong search(Path path, String name, int nameAt) {
    try {
      for (String line : Files.readAllLines(path, StandardCharsets.ISO_8859_1)) {
        String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
        if (words.length > 1 && words[nameAt].equals(name)) {
          return number(words[1 - nameAt]);
        }
      }
    } catch (IOException missing) {
      // the names that are built in remain
    }
    return OptionalLong.empty();
  }

  /** Decimal, or hexadecimal after 0x. */
  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.decode(text.matches("0[0-9]+") ? text.substring(1) : text));
    } catch (NumberFormatException name) {
      return OptionalLong.empty();
    }
  }
}
