package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualRule;
import org.junit.jupiter.api.Test;

class RuleSyntaxTest {
  @Test
  void everythingThatARuleCanSay() {
    VirtualRule rule =
        rule(
            "not from 192.0.2.0/24 to 198.51.100.0/24 priority 5 tos 0x10 fwmark 0x10/0xff"
                + " realms 1/2 suppress_prefixlength 0 suppress_ifgroup 3 iif eth0 oif eth1"
                + " tunnel-id 7 uidrange 100-200 protocol 5 ipproto tcp sport 80-90 dport 443"
                + " table 100 no_track");
    assertEquals(
        new VirtualRule(
            AddressFamily.IPV4,
            Prefix.parse("192.0.2.0/24"),
            Prefix.parse("198.51.100.0/24"),
            true,
            OptionalLong.of(5),
            OptionalInt.of(16),
            Optional.of(new VirtualRule.Mark(16, 255)),
            Optional.of("1/2"),
            OptionalInt.of(0),
            Optional.of("3"),
            Optional.of("eth0"),
            Optional.of("eth1"),
            OptionalLong.of(7),
            Optional.of(new VirtualRule.Range(100, 200)),
            false,
            Optional.of("5"),
            Optional.of("tcp"),
            Optional.of(new VirtualRule.Range(80, 90)),
            Optional.of(new VirtualRule.Range(443, 443)),
            new VirtualRule.Action.Lookup("100"),
            false,
            Optional.empty()),
        rule);
  }

  @Test
  void whatBecomesOfAPacket() {
    assertEquals(new VirtualRule.Action.Goto(9), rule("to 192.0.2.0/24 goto 9 order 5").action());
    assertEquals(new VirtualRule.Action.Nothing(), rule("iif eth0 nop preference 5").action());
    assertEquals(new VirtualRule.Action.Blackhole(), rule("blackhole priority 5").action());
    assertEquals(new VirtualRule.Action.Unreachable(), rule("unreachable priority 5").action());
    assertEquals(new VirtualRule.Action.Prohibit(), rule("prohibit priority 5").action());
    assertEquals(new VirtualRule.Action.Lookup("main"), rule("lookup main priority 5").action());
  }

  @Test
  void aMarkWithoutMaskIsComparedInFull() {
    assertEquals(
        Optional.of(new VirtualRule.Mark(5, 0xffff_ffffL)),
        rule("fwmark 5 table 1 priority 5").mark());
  }

  @Test
  void theFamilyIsWrittenOrToldByTheNetworks() {
    assertEquals(AddressFamily.IPV6, rule("inet6 table 1 priority 5").family());
    assertEquals(AddressFamily.IPV6, rule("from 2001:db8::/32 table 1 priority 5").family());
    assertEquals(Prefix.parse("::/0"), rule("inet6 from all table 1 priority 5").from());
    assertEquals(true, rule("l3mdev priority 5").layer3MasterDevice());
  }

  private static VirtualRule rule(String line) {
    return VrrpTexts.cleanRouter("virtual_rules {\n" + line + "\n}").rules().getFirst();
  }
}
