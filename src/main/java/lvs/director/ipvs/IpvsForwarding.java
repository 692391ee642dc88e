package lvs.director.ipvs;

import java.util.Arrays;
import java.util.Optional;

/** How the kernel hands packets to a real server: IP_VS_CONN_F_FWD_MASK of linux/ip_vs.h. */
public enum IpvsForwarding {
  MASQUERADE(0, "Masq"),
  /** Old kernels say so of a server on this machine, whatever was asked for; newer ones do not. */
  LOCAL(1, "Local"),
  TUNNEL(2, "Tunnel"),
  DIRECT(3, "Route"),
  /** Packets pass by unbalanced (transparent caches). */
  BYPASS(4, "Bypass");

  private final int number;
  private final String ipvsadmName;

  IpvsForwarding(int number, String ipvsadmName) {
    this.number = number;
    this.ipvsadmName = ipvsadmName;
  }

  public int number() {
    return number;
  }

  /** The word in the Forward column of {@code ipvsadm -Ln}. */
  public String ipvsadmName() {
    return ipvsadmName;
  }

  /** Empty for a number that linux/ip_vs.h does not have. */
  public static Optional<IpvsForwarding> ofNumber(int number) {
    return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
  }
}
