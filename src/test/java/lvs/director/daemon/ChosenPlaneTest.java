package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lvs.director.config.OneFile;
import lvs.director.model.Configuration;
import lvs.director.port.DataPlane;
import org.junit.jupiter.api.Test;

class ChosenPlaneTest {
  private static final String SERVICE =
      """
      virtual_server 10.0.0.1 80 {
          protocol TCP
          real_server 10.0.0.2 80 {
          }
      }
      """;
  private static final String ROUTER =
      """
      vrrp_instance VI_1 {
          interface lo
          virtual_router_id 51
          virtual_ipaddress {
              10.0.0.1
          }
      }
      """;

  private final List<String> opened = new ArrayList<>();
  private final ChosenPlane withKernel =
      new ChosenPlane(() -> open("ipvs"), settings -> open("proxy"));
  private final ChosenPlane withoutKernel =
      new ChosenPlane(
          () -> {
            throw new IOException("there is no module ip_vs; load it");
          },
          settings -> open("proxy"));

  private DataPlane open(String name) {
    opened.add(name);
    return new NamedPlane(name);
  }

  private static Configuration configuration(String plane, String rest) {
    return OneFile.read("director {\ndata_plane " + plane + "\n}\n" + rest);
  }

  private static ChosenPlane.Choice choice(ChosenPlane chosen) {
    return chosen.choice().orElseThrow();
  }

  @Test
  void autoTakesTheKernelWhereItCan() throws IOException {
    withKernel.chooseFor(configuration("auto", SERVICE));
    assertEquals("ipvs", choice(withKernel).plane().name());
    assertEquals("the kernel has IPVS", choice(withKernel).reason());
    assertTrue(choice(withKernel).isKernel());
  }

  @Test
  void autoTakesTheProxyElseAndSaysWhy() throws IOException {
    withoutKernel.chooseFor(configuration("auto", SERVICE));
    assertEquals("proxy", choice(withoutKernel).plane().name());
    assertEquals(
        "the kernel's IPVS cannot be used: there is no module ip_vs; load it",
        choice(withoutKernel).reason());
  }

  @Test
  void theKernelThatMustBeIsNotReplaced() {
    IOException refused =
        assertThrows(
            IOException.class, () -> withoutKernel.chooseFor(configuration("ipvs", SERVICE)));
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "'data_plane ipvs' is not possible here: there is no module ip_vs; load it;"),
        refused.getMessage());
    assertEquals(List.of(), opened);
    assertTrue(withoutKernel.choice().isEmpty());
  }

  @Test
  void theProxyDoesNotAskTheKernel() throws IOException {
    withKernel.chooseFor(configuration("proxy", SERVICE));
    assertEquals(List.of("proxy"), opened);
    assertEquals("the configuration says data_plane proxy", choice(withKernel).reason());
  }

  @Test
  void whoOnlyElectsNeedsNoPlane() throws IOException {
    withKernel.chooseFor(configuration("ipvs", ROUTER));
    assertEquals(List.of(), opened);
    withKernel.chooseFor(
        configuration("ipvs", "global_defs {\nlvs_sync_daemon lo VI_1\n}\n" + ROUTER));
    assertEquals(List.of("ipvs"), opened);
  }

  @Test
  void thePlaneStaysAsItWasChosenFirst() throws IOException {
    withKernel.chooseFor(configuration("proxy", SERVICE));
    withKernel.chooseFor(configuration("ipvs", SERVICE));
    assertEquals(List.of("proxy"), opened);
  }
}
