package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lvs.director.model.FirewallSettings;
import org.junit.jupiter.api.Test;

class FirewallTableTest {
  @Test
  void everyAddressIsDroppedBothWaysAndNeighbourDiscoveryPasses() {
    FirewallTable table = new FirewallTable(FirewallTable.DEFAULT);
    assertEquals(
        """
        add table inet lvs-director
        delete table inet lvs-director
        table inet lvs-director {
          chain input {
            type filter hook input priority -1; policy accept;
            icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
            ip daddr 10.0.0.1 drop
            iifname "eth0" ip6 daddr fe80::1 drop
          }
          chain output {
            type filter hook output priority -1; policy accept;
            icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
            ip saddr 10.0.0.1 drop
            oifname "eth0" ip6 saddr fe80::1 drop
          }
        }
        """,
        table.script(
            List.of(Items.address("10.0.0.1/24", "eth0"), Items.address("fe80::1/64", "eth0"))));
  }

  @Test
  void nameCountersAndInterfacesAreAsConfigured() {
    FirewallTable table =
        new FirewallTable(new FirewallSettings.Table("keepalived", 5, true, true));
    String script = table.script(List.of(Items.address("fe80::1/64", "eth0")));
    assertEquals(
        List.of("iif \"eth0\" ip6 daddr fe80::1 counter drop"),
        script.lines().map(String::strip).filter(line -> line.startsWith("iif")).toList());
    assertEquals("add table inet keepalived\ndelete table inet keepalived\n", table.removal());
  }
}
