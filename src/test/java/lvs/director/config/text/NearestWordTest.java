package lvs.director.config.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {
  private static final List<String> KNOWN =
      List.of(
          "priority",
          "vrrp_instance",
          "vrrp_script",
          "lvs_sync_daemon",
          "lvs_sync_daemon_interface",
          "state",
          "weight",
          "real_server",
          "path",
          "rise",
          "fall",
          "virtual_ipaddress",
          "virtual_ipaddress_excluded");

  @ParameterizedTest
  @CsvSource({
    "proiority, priority",
    "prioirty, priority",
    "vrrp_stance, vrrp_instance",
    "lvs_sync_daemon_inteface, lvs_sync_daemon_interface",
    "State, state",
    "WEIGTH, weight",
    "realserver, real_server",
    "paht, path",
    "virtual_ipadress, virtual_ipaddress",
    "lvs_sync_daemon_xyz_what, lvs_sync_daemon",
    "virtual_ipaddress_excl, virtual_ipaddress_excluded",
    "lvs_sync, lvs_sync_daemon_interface"
  })
  void theNearestKnownWordIsFound(String unknown, String meant) {
    assertEquals(Optional.of(meant), NearestWord.of(unknown, KNOWN));
  }

  @ParameterizedTest
  @CsvSource({"completely_different", "x", "''", "interface"})
  void nothingIsSuggestedWhenNothingIsNear(String unknown) {
    assertEquals(Optional.empty(), NearestWord.of(unknown, KNOWN));
  }

  @Test
  void aTieGoesToTheFirstByAlphabetWhateverTheOrder() {
    assertEquals(Optional.of("fall"), NearestWord.of("fill", List.of("full", "fall")));
    assertEquals(Optional.of("fall"), NearestWord.of("fill", List.of("fall", "full")));
  }

  @Test
  void distanceCountsSwapsOfNeighboursAsOne() {
    assertEquals(0, NearestWord.distance("abc", "abc"));
    assertEquals(1, NearestWord.distance("abc", "acb"));
    assertEquals(3, NearestWord.distance("", "abc"));
    assertEquals(3, NearestWord.distance("kitten", "sitting"));
    assertEquals(3, NearestWord.distance("ca", "abc"));
  }
}
