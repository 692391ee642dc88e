package lvs.director.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SysctlNameTest {
  @ParameterizedTest
  @CsvSource({
    "expire_nodest_conn,            net.ipv4.vs.expire_nodest_conn, ipv4/vs/expire_nodest_conn",
    "net.ipv4.ip_forward,           net.ipv4.ip_forward,            ipv4/ip_forward",
    "net/ipv4/conf/eth0.7/rp_filter, net.ipv4.conf.eth0/7.rp_filter, ipv4/conf/eth0.7/rp_filter",
    "net.ipv4.conf.eth0/7.rp_filter, net.ipv4.conf.eth0/7.rp_filter, ipv4/conf/eth0.7/rp_filter",
  })
  void aNameIsReadAsSysctlReadsIt(String text, String name, String file) {
    SysctlName parsed = SysctlName.parse(text).orElseThrow();
    assertEquals(name, parsed.toString());
    assertEquals(file, parsed.file());
    assertEquals(Optional.of(parsed), SysctlName.parse(parsed.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "net.ipv4",
        "net.ipv4..x",
        "net.ipv4.x.",
        "net/ipv4/../../kernel/panic",
        "net/ipv4/./x",
        "net.ipv4.vs.a b",
        "kernel.panic",
        "/proc/sys/net/ipv4/ip_forward",
        "ipv4.vs.conntrack",
        "net.ipv4./.x",
        "net.ipv4.//.x",
        "net.ipv4.x\u0000y"
      })
  void whatIsNotBelowNetIsNoName(String text) {
    assertEquals(Optional.empty(), SysctlName.parse(text));
  }

  @Test
  void theLastStepIsTheSettingItself() {
    assertEquals("ip_forward", SysctlName.parse("net.ipv4.ip_forward").orElseThrow().last());
  }
}
