package lvs.director.ipvs;

import static lvs.director.ipvs.SomeServices.mark;
import static lvs.director.ipvs.SomeServices.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import lvs.director.model.Forwarding;
import lvs.director.model.ServiceKey;
import org.junit.jupiter.api.Test;

class ConnectionOwnerTest {
  private static final String WEB =
      "TCP 0A000105 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED     898";
  private static final String TEMPLATE =
      "IP  0A000064 0000 00000007 0000 0A000002 0000 NONE             96";

  private static Optional<ServiceKey> owner(SomeServices services, String line) {
    return new ConnectionOwner(services.table()).of(ConnectionEntry.parse(line).orElseThrow());
  }

  @Test
  void theServiceOfTheVirtualAddressAndPortOwnsIt() {
    SomeServices services =
        new SomeServices()
            .add(tcp("10.0.0.100:80"), Forwarding.NAT, "10.0.0.2:8080")
            .add(tcp("10.0.0.100:0"), Forwarding.NAT, "10.0.0.2:0")
            .add(mark(7), Forwarding.NAT, "10.0.0.2:8080");
    assertEquals(Optional.of(tcp("10.0.0.100:80")), owner(services, WEB));
  }

  @Test
  void elseTheOneThatTakesEveryPort() {
    SomeServices services =
        new SomeServices().add(tcp("10.0.0.100:0"), Forwarding.NAT, "10.0.0.2:0");
    assertEquals(Optional.of(tcp("10.0.0.100:0")), owner(services, WEB));
  }

  @Test
  void elseTheOnlyMarkWithItsServer() {
    SomeServices one = new SomeServices().add(mark(7), Forwarding.NAT, "10.0.0.2:8080");
    assertEquals(Optional.of(mark(7)), owner(one, WEB));
    SomeServices two = one.add(mark(8), Forwarding.NAT, "10.0.0.2:8080", "10.0.0.3:8080");
    assertEquals(Optional.of(tcp("10.0.0.100:80")), owner(two, WEB));
  }

  @Test
  void elseWhatTheClientAskedFor() {
    assertEquals(Optional.of(tcp("10.0.0.100:80")), owner(new SomeServices(), WEB));
  }

  @Test
  void aTemplateTellsItsMark() {
    assertEquals(Optional.of(mark(7)), owner(new SomeServices(), TEMPLATE));
  }

  @Test
  void otherProtocolsBelongToNoService() {
    assertEquals(Optional.empty(), owner(new SomeServices(), WEB.replace("TCP", "ESP")));
  }
}
