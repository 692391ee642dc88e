package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import lvs.director.base.Endpoint;
import org.junit.jupiter.api.Test;

class LocalInterfacesTest {
  @Test
  void thisMachineHasALoopbackInterface() {
    var loopback = Endpoint.address("127.0.0.1").orElseThrow();
    assertTrue(
        LocalInterfaces.system().all().stream()
            .flatMap(device -> device.addresses().stream())
            .anyMatch(network -> network.contains(loopback)));
  }

  @Test
  void addressesCarryNoScope() {
    assertTrue(
        LocalInterfaces.system().all().stream()
            .flatMap(device -> device.addresses().stream())
            .noneMatch(network -> network.toString().contains("%")));
  }

  @Test
  void whatIsUnknownHasNoInterfaces() {
    assertEquals(Optional.empty(), LocalInterfaces.UNKNOWN.find("lo"));
  }
}
