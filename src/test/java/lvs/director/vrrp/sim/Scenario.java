package lvs.director.vrrp.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.vrrp.PacketRecord;

/**
 * What befalls one director and what it does, as a text that reads like a lab notebook:
 *
 * <pre>
 * A backup takes over when the master falls silent.
 *
 * director A has eth0 10.9.0.1/24
 * configuration
 *   … as in keepalived.conf …
 * end
 *
 * at 0.000 A starts
 * at 0.500 A hears 10.9.0.2 v2 vrid 51 priority 150 interval 1 for 10.9.0.100
 * expect 4.109 A: VI_1 MASTER; sends vrid 51 priority 100; takes 10.9.0.100; announces 10.9.0.100
 * until 6.000
 * </pre>
 *
 * <p>What comes {@code at} a time: {@code starts}, {@code stops}, {@code reloads} (the same
 * configuration, or the next one of the text), {@code hears …}, {@code cable out}, {@code cable
 * in}, {@code sleeps until T} (what comes meanwhile waits), {@code script NAME good}, {@code script
 * NAME bad}, {@code hands over NAME}, {@code holds NAME}, {@code releases NAME}, {@code loses
 * ADDRESS}. A packet that was recorded ({@link PacketRecord}) may stand for {@code hears …}; one
 * that was sent is expected.
 *
 * <p>An {@code expect} names what happens within that millisecond, in order. Changes of state,
 * addresses taken and dropped, and packets of priority 0 that are not expected are a failure; other
 * packets and announcements may also come unexpected.
 */
record Scenario(
    String title,
    String director,
    String interfaceName,
    List<String> addresses,
    List<String> configurations,
    List<Line> lines,
    long untilMillis) {

  /**
   * @param number in the text, from 1
   * @param text what follows the time and the director
   */
  record Line(
      int number, long nanos, boolean expected, String text, Optional<PacketRecord> packet) {
    long millis() {
      return (nanos + 500_000) / 1_000_000;
    }
  }

  private static final Pattern DIRECTOR =
      Pattern.compile("director (\\w+) has (\\S+) (\\S+(?: \\S+)*)");
  private static final Pattern AT = Pattern.compile("at (\\d+)\\.(\\d{1,9}) (\\w+) (.*)");
  private static final Pattern EXPECT = Pattern.compile("expect (\\d+)\\.(\\d{1,9}) (\\w+): (.*)");
  private static final Pattern UNTIL = Pattern.compile("until (\\d+)\\.(\\d{1,9})");

  /**
   * @throws IllegalArgumentException with the number of the line that is not understood
   */
  static Scenario parse(String text) {
    Reader reader = new Reader();
    String[] all = text.split("\n");
    for (int i = 0; i < all.length; i++) {
      reader.read(i + 1, all[i]);
    }
    return reader.scenario();
  }

  private static final class Reader {
    private String title = "";
    private String director = "A";
    private String interfaceName = "eth0";
    private List<String> addresses = List.of();
    private final List<String> configurations = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private StringBuilder configuration;
    private long untilMillis;

    void read(int number, String line) {
      String text = line.strip();
      if (configuration != null) {
        configure(text, line);
      } else if (text.equals("configuration")) {
        configuration = new StringBuilder();
      } else if (title.isEmpty()) {
        title = text;
      } else if (!text.isEmpty() && !text.startsWith("#")) {
        statement(number, text);
      }
    }

    private void configure(String text, String line) {
      if (text.equals("end")) {
        configurations.add(configuration.toString());
        configuration = null;
      } else {
        configuration.append(line).append('\n');
      }
    }

    private void statement(int number, String text) {
      Optional<PacketRecord> packet = PacketRecord.parse(text);
      if (packet.isPresent()) {
        PacketRecord it = packet.get();
        lines.add(new Line(number, it.atNanos(), !it.heard(), "", packet));
        return;
      }
      Matcher at = AT.matcher(text);
      Matcher expect = EXPECT.matcher(text);
      Matcher who = DIRECTOR.matcher(text);
      Matcher until = UNTIL.matcher(text);
      if (at.matches()) {
        lines.add(new Line(number, nanos(at), false, at.group(4), Optional.empty()));
      } else if (expect.matches()) {
        lines.add(new Line(number, nanos(expect), true, expect.group(4), Optional.empty()));
      } else if (who.matches()) {
        director = who.group(1);
        interfaceName = who.group(2);
        addresses = List.of(who.group(3).split(" "));
      } else if (until.matches()) {
        untilMillis = nanos(until) / 1_000_000;
      } else {
        throw new IllegalArgumentException("line " + number + " is not understood: " + text);
      }
    }

    private static long nanos(Matcher found) {
      String fraction = (found.group(2) + "000000000").substring(0, 9);
      return Long.parseLong(found.group(1)) * 1_000_000_000L + Long.parseLong(fraction);
    }

    Scenario scenario() {
      return new Scenario(
          title,
          director,
          interfaceName,
          addresses,
          List.copyOf(configurations),
          List.copyOf(lines),
          untilMillis);
    }
  }
}
