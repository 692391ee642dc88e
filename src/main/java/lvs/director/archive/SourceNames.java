package lvs.director.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which of our quantities a foreign data source is, by its name: ours, what other tools call it, or
 * nothing.
 */
final class SourceNames {
  /** Written without blanks, dashes, underscores and in small letters. */
  private static final Map<String, List<String>> OTHERS =
      Map.of(
          "active", List.of("activeconn", "activeconns", "activeconnections", "actconn", "act"),
          "inactive",
              List.of("inactconn", "inactiveconn", "inactiveconns", "inactiveconnections", "inact"),
          "persistent", List.of("persistconn", "persistentconn", "persistentconnections"),
          "connections", List.of("conns", "conn", "cps", "connectionspersecond"),
          "in_packets", List.of("inpkts", "pktsin", "packetsin", "inpps", "ppsin"),
          "out_packets", List.of("outpkts", "pktsout", "packetsout", "outpps", "ppsout"),
          "in_bytes", List.of("bytesin", "inbps", "bpsin"),
          "out_bytes", List.of("bytesout", "outbps", "bpsout"));

  private SourceNames() {}

  /**
   * @param foreign data sources of a dump
   * @param ours quantities of the archive that takes them
   * @return index among the foreign ones by our name, each taken once
   */
  static Map<String, Integer> match(List<String> foreign, List<String> ours) {
    Map<String, Integer> found = new LinkedHashMap<>();
    for (String name : ours) {
      int index = index(foreign, name);
      if (index >= 0) {
        found.put(name, index);
      }
    }
    return found;
  }

  private static int index(List<String> foreign, String ours) {
    List<String> names = new ArrayList<>(List.of(plain(ours)));
    names.addAll(OTHERS.getOrDefault(ours, List.of()));
    List<String> plain = foreign.stream().map(SourceNames::plain).toList();
    return names.stream()
        .mapToInt(plain::indexOf)
        .filter(index -> index >= 0)
        .findFirst()
        .orElse(-1);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
