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

  /** The same for a service that begins: what all its servers together cannot gain is lost. */
  Quorum atStart(long weightUp, long weightPossible, int quorum, int hysteresis) {
    Quorum next = next(weightUp, weightPossible, quorum, hysteresis);
    return next == UNDECIDED && weightPossible < (long) quorum + hysteresis ? LOST : next;
  }

  /**
   * Whether servers that were found in service mean quorum.
   *
   * @param sorryRests a sorry server is configured and did not serve: quorum was not lost
   */
  static boolean wasUp(long weightUp, int quorum, int hysteresis, boolean sorryRests) {
    return UNDECIDED.next(weightUp, weightUp, quorum, hysteresis) == UP
        || sorryRests && !tooLittle(weightUp, quorum, hysteresis);
  }

  private static boolean tooLittle(long weight, int quorum, int hysteresis) {
    return weight == 0 || weight < (long) quorum - hysteresis;
  }
}
