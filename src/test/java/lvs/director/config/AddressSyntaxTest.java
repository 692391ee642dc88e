package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.model.VirtualAddress;
import org.junit.jupiter.api.Test;

class AddressSyntaxTest {
  @Test
  void everyOptionOfAnIpv4Address() {
    VirtualAddress address =
        excluded(
            "192.0.2.20/24 brd 192.0.2.255 dev eth1 scope link label eth1:vip"
                + " peer 192.0.2.21/32 home noprefixroute autojoin no_track use_vmac"
                + " preferred_lft 60");
    assertEquals(
        new VirtualAddress(
            Prefix.parse("192.0.2.20/24").orElseThrow(),
            Optional.of("eth1"),
            Endpoint.address("192.0.2.255"),
            "link",
            Optional.of("eth1:vip"),
            Prefix.parse("192.0.2.21/32"),
            true,
            false,
            false,
            true,
            true,
            Optional.of(Duration.ofSeconds(60)),
            false,
            Optional.empty(),
            true),
        address);
  }

  @Test
  void aPlusIsAllOnesAndAMinusAllZeros() {
    assertEquals(Endpoint.address("192.0.2.255"), excluded("192.0.2.20/24 brd +").broadcast());
    assertEquals(Endpoint.address("192.0.2.0"), excluded("192.0.2.20/24 brd -").broadcast());
    assertEquals(Endpoint.address("192.0.2.63"), excluded("192.0.2.40/27 broadcast +").broadcast());
  }

  @Test
  void aSingleIpv6AddressIsNoSourceUnlessSaid() {
    assertEquals(Optional.of(Duration.ZERO), excluded("2001:db8::9").preferredLifetime());
    assertEquals(Optional.empty(), excluded("2001:db8::9/64").preferredLifetime());
    assertEquals(
        Optional.empty(), excluded("2001:db8::9 preferred_lft forever").preferredLifetime());
  }

  @Test
  void duplicateAddressDetectionRunsOnDemand() {
    assertEquals(false, excluded("2001:db8::9").detectsDuplicates());
    assertEquals(true, excluded("2001:db8::9 -nodad").detectsDuplicates());
    assertEquals(true, excluded("2001:db8::9 mngtmpaddr").managesTemporaryAddresses());
  }

  private static VirtualAddress excluded(String line) {
    return VrrpTexts.cleanRouter("virtual_ipaddress_excluded {\n" + line + "\n}")
        .excludedAddresses()
        .getFirst();
  }
}
