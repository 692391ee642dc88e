package lvs.director.alert;

/** How soon a matter is told; the table stands in the package documentation. */
final class Hastes {
  private Hastes() {}

  /** Null when it need not be told. */
  static Haste of(Matter matter, Wishes wishes) {
    if (matter.paused || !wishes.areActive()) {
      return null;
    }
    if (matter.flapping.isPresent()) {
      return switch (matter.flapping.get().phase) {
        case UNTOLD -> matter.haste == null ? Haste.REST : matter.haste;
        case TOLD -> null;
        case SUMMARY -> Haste.REST;
        case STABLE -> matter.now.isProblem() ? Haste.REST : Haste.RECOVERY;
      };
    }
    if (matter.now == Condition.FAULT && !wishes.faults()) {
      return null;
    }
    return matter.now == matter.told
        ? matter.episodes > 0 ? Haste.RECOVERY : null
        : hasteOfChange(matter);
  }

  private static Haste hasteOfChange(Matter matter) {
    boolean bad = matter.now.isProblem();
    return switch (matter.thing.kind()) {
      case GROUP, ROUTER -> hasteOfElection(matter);
      case SECOND_MASTER, NOBODY_SERVES -> bad ? Haste.FAILOVER : Haste.RECOVERY;
      case SERVICE, SERVER -> bad ? hasteOfLoss(matter) : Haste.RECOVERY;
      case DRIFT -> bad ? Haste.REST : Haste.RECOVERY;
      case MENDED -> Haste.REST;
    };
  }

  /** What was so when its checks began to rest may be otherwise when they run again. */
  private static Haste hasteOfLoss(Matter matter) {
    return matter.unconfirmed ? Haste.REST : Haste.LOSS;
  }

  /** What begins, or was in FAULT, is BACKUP first; a little later it is clear if it stays so. */
  private static Haste hasteOfElection(Matter matter) {
    boolean begins =
        matter.unconfirmed
            || matter.told == Condition.UNKNOWN
            || matter.told == Condition.STOPPED
            || matter.told == Condition.FAULT;
    boolean waits = begins && matter.now == Condition.BACKUP || matter.now == Condition.DELETED;
    return waits ? Haste.REST : Haste.FAILOVER;
  }
}
