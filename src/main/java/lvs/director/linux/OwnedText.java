package lvs.director.linux;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.model.AddressFamily;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/**
 * The file of our services as text: a title, the table they stand in, one line for each, and how
 * many they are, so that half a file is known as such.
 */
record OwnedText(String table, OwnedServices.Owned owned) {
  private static final String TITLE = "# services of lvs-director in the kernel, version 1";
  private static final String TABLE = "table ";
  private static final String TIMEOUTS = "timeouts before ";
  private static final String END = "end ";

  String print() {
    StringBuilder text = new StringBuilder(TITLE + "\n" + TABLE + table + "\n");
    owned
        .timeouts()
        .ifPresent(
            t ->
                text.append(TIMEOUTS).append("%d %d %d\n".formatted(t.tcp(), t.tcpFin(), t.udp())));
    owned.keys().stream().sorted().forEach(key -> text.append(key).append('\n'));
    return text.append(END).append(owned.keys().size()).append('\n').toString();
  }

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static OwnedText parse(String text) {
    List<String> lines = text.lines().toList();
    int last = lines.size() - 1;
    if (last < 2 || !lines.getFirst().equals(TITLE) || !lines.get(1).startsWith(TABLE)) {
      throw new IllegalArgumentException("it does not begin as such a file does");
    }
    Optional<IpvsTimeouts> timeouts =
        Optional.of(lines.get(2)).filter(line -> line.startsWith(TIMEOUTS)).map(OwnedText::times);
    Set<ServiceKey> keys = new LinkedHashSet<>();
    lines.subList(timeouts.isPresent() ? 3 : 2, last).forEach(line -> keys.add(key(line)));
    if (!lines.get(last).equals(END + keys.size())) {
      throw new IllegalArgumentException("its end is missing");
    }
    return new OwnedText(
        lines.get(1).substring(TABLE.length()),
        new OwnedServices.Owned(Set.copyOf(keys), timeouts));
  }

  private static IpvsTimeouts times(String line) {
    String[] words = line.substring(TIMEOUTS.length()).split(" ");
    if (words.length != 3) {
      throw new IllegalArgumentException("three numbers were expected: " + line);
    }
    return new IpvsTimeouts(
        Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
  }

  private static ServiceKey key(String line) {
    String[] words = line.split(" ");
    if (words.length < 2) {
      throw new IllegalArgumentException("no service: " + line);
    }
    return words[0].equals("FWM") ? mark(words) : address(words, line);
  }

  private static ServiceKey mark(String[] words) {
    return new ServiceKey.Mark(
        words.length == 3 ? AddressFamily.IPV6 : AddressFamily.IPV4,
        Integer.parseUnsignedInt(words[1]));
  }

  private static ServiceKey address(String[] words, String line) {
    Endpoint endpoint =
        Endpoint.parse(words[1])
            .orElseThrow(() -> new IllegalArgumentException("no service: " + line));
    return new ServiceKey.Address(Protocol.valueOf(words[0]), endpoint);
  }
}
