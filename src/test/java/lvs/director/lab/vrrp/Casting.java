package lvs.director.lab.vrrp;

import java.util.Arrays;
import java.util.List;

/**
 * Who plays the two routers.
 *
 * @param first has the higher priority, so it is master when both run
 */
record Casting(Kind first, Kind second) {
  /**
   * Ours beside keepalived in both roles; -Dlvs.lab.routers=keepalived/keepalived tries the lab.
   */
  static List<Casting> all() {
    String named = System.getProperty("lvs.lab.routers", "director/keepalived,keepalived/director");
    return Arrays.stream(named.split(",")).map(Casting::of).toList();
  }

  private static Casting of(String names) {
    String[] two = names.strip().toUpperCase().split("/");
    return new Casting(Kind.valueOf(two[0]), Kind.valueOf(two[1]));
  }

  @Override
  public String toString() {
    return first + "/" + second;
  }
}
