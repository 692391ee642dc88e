package lvs.director.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The IPVS schedulers: which real server a new connection goes to. */
public enum Scheduler {
  /** Round robin. */
  RR,
  /** Weighted round robin. */
  WRR,
  /** Least connections. */
  LC,
  /** Weighted least connections. */
  WLC,
  /** Locality-based least connections. */
  LBLC,
  /** Locality-based least connections with replication. */
  LBLCR,
  /** Destination hashing. */
  DH,
  /** Source hashing. */
  SH,
  /** Shortest expected delay. */
  SED,
  /** Never queue. */
  NQ,
  /** Weighted fail-over: the available server of highest weight. */
  FO,
  /** Weighted overflow: the server of highest weight that is not full. */
  OVF,
  /** Maglev hashing. */
  MH,
  /** Power of two random choices; only newer kernels have it. */
  TWOS;

  /** The name that the kernel and keepalived.conf use. */
  public String kernelName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Scheduler> ofKernelName(String name) {
    return Arrays.stream(values()).filter(s -> s.kernelName().equals(name)).findFirst();
  }
}
