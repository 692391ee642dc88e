package lvs.director.pool;

/** Whether a virtual service has enough servers. The table is in the package description. */
enum Quorum {
  /**
   * Since start neither threshold has been passed: servers that are good serve, the sorry server
   * does not.
   */
  UNDECIDED,
  UP,
  LOST;

  /**
   * @param weightUp sum of the weights of the servers that are up
   * @param weightPossible the same with the servers that wait for their first check
   */
  Quorum next(long weightUp, long weightPossible, int quorum, int hysteresis) {
    boolean gained = weightUp > 0 && weightUp >= (long) quorum + hysteresis;
    return switch (this) {
      case UNDECIDED ->
          gained ? UP : tooLittle(weightPossible, quorum, hysteresis) ? LOST : UNDECIDED;
      case UP -> tooLittle(weightUp, quorum, hysteresis) ? LOST : UP;
      case LOST -> gained ? UP : LOST;
    };
  }

  private static boolean tooLittle(long weight, int quorum, int hysteresis) {
    return weight == 0 || weight < (long) quorum - hysteresis;
  }
}
