package lvs.director.cli;

/** The exit codes of {@code lvs-director ipvs}, which are ipvsadm's. */
final class IpvsExit {
  static final int DONE = 0;

  /** What was to be listed is not there or cannot be read. */
  static final int NOT_LISTED = 1;

  /** Options that do not fit, or a kernel without IPVS. */
  static final int ILLEGAL = 2;

  /** The kernel refused. ipvsadm says -1. */
  static final int REFUSED = 255;

  private IpvsExit() {}
}
