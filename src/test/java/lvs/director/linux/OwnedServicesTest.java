package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.linux.OwnedServices.Owned;
import lvs.director.model.AddressFamily;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedServicesTest {
  private static final Owned ALL_KINDS =
      new Owned(
          Set.of(
              new ServiceKey.Address(Protocol.TCP, Endpoint.parse("10.0.0.1:80").orElseThrow()),
              new ServiceKey.Address(Protocol.UDP, Endpoint.parse("10.0.0.1:0").orElseThrow()),
              new ServiceKey.Address(Protocol.SCTP, Endpoint.parse("[::1]:9").orElseThrow()),
              new ServiceKey.Mark(AddressFamily.IPV4, 7),
              new ServiceKey.Mark(AddressFamily.IPV6, -1)),
          Optional.of(new IpvsTimeouts(900, 120, 300)));

  @TempDir private Path folder;

  private OwnedServices open(String table) {
    return OwnedServices.open(folder.resolve("state"), table);
  }

  @Test
  void theNextRunReadsWhatTheLastOneWrote() throws IOException {
    open("boot 1").keep(ALL_KINDS);
    assertEquals(ALL_KINDS, open("boot 1").owned());
  }

  @Test
  void afterARebootOrInAnotherNamespaceNothingIsBelieved() throws IOException {
    open("boot 1").keep(ALL_KINDS);
    OwnedServices next = open("boot 2");
    assertEquals(Owned.NOTHING, next.owned());
    assertEquals(Optional.empty(), next.complaint());
  }

  @Test
  void everyCutFileIsSetAsideAndReported() throws IOException {
    open("boot 1").keep(ALL_KINDS);
    Path file = folder.resolve("state/ipvs-services");
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length() - 1; length++) {
      Files.writeString(file, whole.substring(0, length));
      OwnedServices cut = open("boot 1");
      assertEquals(Owned.NOTHING, cut.owned(), "cut at " + length);
      assertTrue(cut.complaint().orElseThrow().contains("ipvs-services.broken"));
      assertEquals(
          whole.substring(0, length),
          Files.readString(folder.resolve("state/ipvs-services.broken")));
    }
  }

  @Test
  void aFileOfSomethingElseIsSetAside() throws IOException {
    Files.createDirectories(folder.resolve("state"));
    Files.write(folder.resolve("state/ipvs-services"), new byte[] {(byte) 0xff, 0, 10, 10, 10});
    assertTrue(open("boot 1").complaint().isPresent());
  }

  @Test
  void aThreadKnowsItsTable() throws IOException {
    String table = StateFile.kernelOfThisThread();
    assertTrue(table.matches("[0-9a-f-]{36} net:\\[[0-9]+]"), table);
  }
}
