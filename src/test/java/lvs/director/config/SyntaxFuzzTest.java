package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;
import java.util.StringJoiner;
import lvs.director.model.StaticAddresses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any words in an address, route or rule line give a value or a problem, never an exception. */
class SyntaxFuzzTest {
  private static final int LINES = 20_000;

  private static final String[] WORDS =
      ("inet inet6 unicast local blackhole throw nat default any all to from src via gw or dev oif"
           + " iif tos dsfield table lookup protocol scope metric priority order preference onlink"
           + " encap mpls ip ip6 ila seg6 mode segs id dst tc ttl hoplimit flags expires mtu lock"
           + " advmss rtt rttvar reordering window cwnd ssthresh realms rto_min initcwnd initrwnd"
           + " features ecn quickack congctl pref low medium high ttl-propagate enabled"
           + " fastopen_no_cookie add prepend append nexthop weight no_track track_group vrf not"
           + " fwmark suppress_prefixlength sup_pl suppress_ifgroup tunnel-id uidrange l3mdev"
           + " ipproto sport dport goto nop unreachable prohibit brd broadcast label peer home"
           + " -nodad mngtmpaddr noprefixroute autojoin preferred_lft forever infinite use_vmac + -"
           + " // 192.0.2.1 192.0.2.0/24 192.0.2./24 192.0.2.1/33 2001:db8::1 2001:db8::/32 ::/0"
           + " fe80::1%eth0 1.2.3.4.5 0 1 -1 5-3 3-5 0x10 0x 010 09 4294967296 99999999999999999999"
           + " 1/2 / - :: a/b 300ms .5s s ms eth0 eth0:1 x ü \"a b\" \"\"")
          .split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

  @ParameterizedTest
  @ValueSource(strings = {"static_ipaddress", "static_routes", "static_rules"})
  void anyWordsGiveAValueOrAProblem(String block) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < LINES / 20; i++) {
      String text = block + " {\n" + lines(random) + "}\n";
      read(text, seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"static_ipaddress", "static_routes", "static_rules"})
  void aLineAloneGivesEitherAValueOrAnError(String block) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      String text = block + " {\n" + line(random) + "\n}\n";
      Loaded loaded = read(text, seed);
      boolean nothing =
          loaded.usable()
              && loaded.configuration().orElseThrow().vrrp().statics().equals(StaticAddresses.NONE);
      boolean silent = loaded.problems().isEmpty();
      assertFalse(nothing && silent, () -> "lost without a word, seed " + seed + ": " + text);
      assertTrue(loaded.usable() || !VrrpTexts.errors(loaded).isEmpty(), text);
    }
  }

  private static Loaded read(String text, long seed) {
    try {
      return VrrpTexts.load(text);
    } catch (RuntimeException thrown) {
      return fail("seed " + seed + ": " + text, thrown);
    }
  }

  private static String lines(Random random) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      lines.append(line(random)).append('\n');
    }
    return lines.toString();
  }

  private static String line(Random random) {
    StringJoiner line = new StringJoiner(" ");
    int words = 1 + random.nextInt(8);
    for (int i = 0; i < words; i++) {
      line.add(WORDS[random.nextInt(WORDS.length)]);
    }
    return line.toString();
  }
}
