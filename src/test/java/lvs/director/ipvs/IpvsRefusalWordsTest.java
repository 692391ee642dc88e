package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import org.junit.jupiter.api.Test;

/** Those that a kernel in a test does not give; it is asked for the others itself. */
class IpvsRefusalWordsTest {
  private static final ServiceKey WEB =
      new ServiceKey.Address(Protocol.TCP, Endpoint.parse("10.0.0.1:80").orElseThrow());
  private static final IpvsChange DELETE = new IpvsChange.DeleteService(WEB);

  private static String words(IpvsChange change, int errno) {
    return IpvsRefusalWords.words(change, errno, "ENAME, in general");
  }

  @Test
  void whatCanMeetEveryChangeIsTold() {
    assertEquals(
        "not permitted; it needs CAP_NET_ADMIN on the host: start" + " as root", words(DELETE, 1));
    assertEquals("the kernel is out of memory", words(new IpvsChange.Flush(), 12));
    assertEquals(
        "the kernel's answer was lost; the next reading shows whether it was" + " made",
        words(new IpvsChange.Zero(Optional.empty()), 105));
    assertEquals(
        "this kernel's IPVS has no IPv6 (CONFIG_IP_VS_IPV6," + " ipv6.disable)", words(DELETE, 97));
  }

  @Test
  void whatIsNotKnownIsToldInGeneral() {
    assertEquals("ENAME, in general", words(DELETE, 71));
    assertEquals(
        "ENAME, in general",
        words(
            new IpvsChange.AddService(new IpvsService(WEB, "rr", 0, 0, 32, Optional.empty())), 22));
    assertEquals(
        "ENAME, in general", words(new IpvsChange.StopDaemon(IpvsDaemon.Role.BACKUP, 0), 71));
  }
}
