package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import lvs.director.model.VirtualService;
import org.junit.jupiter.api.Test;

class ServiceKeysTest {
  private static final String BODY = " {\nlb_algo rr\nlb_kind NAT\n";
  private static final String TCP = BODY + "protocol TCP\n";

  private static VirtualService only(String text) {
    return Reading.clean(text).virtualServices().getFirst();
  }

  private static List<String> keys(String text) {
    return only(text).keys().stream().map(Object::toString).toList();
  }

  private static String group(String items) {
    return "virtual_server_group web {\n"
        + items
        + "\n}\nvirtual_server group web"
        + TCP
        + "real_server 192.0.2.99 80 {\n}\n}";
  }

  @Test
  void anAddressIsOneKey() {
    assertEquals(
        List.of("TCP 192.0.2.1:80"),
        keys("virtual_server 192.0.2.1 80" + TCP + "real_server 192.0.2.9 80 {\n}\n}"));
    assertEquals(
        List.of("SCTP [2001:db8::1]:80"),
        keys(
            "virtual_server 2001:db8::1 80"
                + BODY
                + "protocol SCTP\nreal_server 2001:db8::9 80 {\n}\n}"));
  }

  @Test
  void aFirewallMarkHasTheFamilyOfItsServers() {
    String mark = "virtual_server fwmark 4294967295" + BODY;
    assertEquals(List.of("FWM 4294967295"), keys(mark + "real_server 192.0.2.9 {\n}\n}"));
    assertEquals(List.of("FWM 4294967295 IPv6"), keys(mark + "real_server 2001:db8::9 {\n}\n}"));
    assertEquals(
        List.of("FWM 4294967295 IPv6"),
        keys(mark + "ip_family inet6\nreal_server 2001:db8::9 {\n}\n}"));
  }

  /** Each line seen with keepalived 2.2.7. */
  @Test
  void aFirewallMarkAmongAddressesHasTheirFamily() {
    String four = "real_server 192.0.2.9 {\n}\n";
    String six = "real_server 2001:db8::9 {\n}\n";
    assertEquals("FWM 7", mark("192.0.2.1 80", six + four));
    assertEquals("FWM 7", mark("192.0.2.1 80", six));
    assertEquals("FWM 7 IPv6", mark("2001:db8::1 80", four + six));
    assertEquals("FWM 7", mark("", six + four));
    assertEquals("FWM 7", mark("", four + six));
    assertEquals("FWM 7 IPv6", mark("", six));
  }

  private static String mark(String address, String servers) {
    String tunnel = TCP.replace("NAT", "TUN");
    return keys("virtual_server_group web {\nfwmark 7\n%s\n}\nvirtual_server group web"
                .formatted(address)
            + tunnel
            + servers
            + "}")
        .getFirst();
  }

  @Test
  void aGroupStandsForAllItsMembers() {
    assertEquals(
        List.of(
            "FWM 7",
            "TCP 192.0.2.1:80",
            "TCP 192.0.2.8:443",
            "TCP 192.0.2.9:443",
            "TCP 192.0.2.10:443",
            "TCP 192.0.2.255:8080",
            "TCP 192.0.3.0:8080",
            "TCP 198.51.100.4:53",
            "TCP 198.51.100.5:53",
            "TCP 198.51.100.6:53",
            "TCP 198.51.100.7:53"),
        keys(
            group(
                """
                192.0.2.1 80
                192.0.2.8-10 443
                fwmark 7 inet
                192.0.2.255-192.0.3.0 8080
                198.51.100.4/30 53
                """)));
  }

  @Test
  void anIpv6RangeCountsInHexadecimal() {
    String text =
        "virtual_server_group six {\n2001:db8::9-b 80\nfwmark 5 inet6\n}\nvirtual_server group six"
            + TCP
            + "real_server 2001:db8::99 80 {\n}\n}";
    assertEquals(
        List.of(
            "FWM 5 IPv6", "TCP [2001:db8::9]:80", "TCP [2001:db8::a]:80", "TCP [2001:db8::b]:80"),
        keys(text));
  }

  @Test
  void aServiceOfAGroupIsNamedAfterIt() {
    VirtualService service = only(group("192.0.2.1 80").replace("web", "a/b"));
    assertEquals("group a/b TCP", service.name());
    assertEquals("group_a_b_tcp", service.id());
    assertEquals(Optional.of("a/b"), service.group());
  }

  @Test
  void identifiersStayDifferentWhenNamesFallTogether() {
    String text =
        "virtual_server_group a/b {\n192.0.2.1 80\n}\nvirtual_server_group a_b {\n192.0.2.2 80\n}\n"
            + "virtual_server group a/b"
            + TCP
            + "real_server 192.0.2.9 80 {\n}\n}\nvirtual_server group a_b"
            + TCP
            + "real_server 192.0.2.9 80 {\n}\n}";
    assertEquals(
        List.of("group_a_b_tcp", "group_a_b_tcp_2"),
        Reading.clean(text).virtualServices().stream().map(VirtualService::id).toList());
  }

  @Test
  void tunnelsMayCrossAddressFamilies() {
    String text =
        "virtual_server 192.0.2.1 80 {\nlb_algo rr\nlb_kind TUN\nprotocol TCP\n"
            + "real_server 2001:db8::9 80 {\n}\n}";
    assertEquals(List.of("TCP 192.0.2.1:80"), keys(text));
  }
}
