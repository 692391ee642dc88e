package lvs.director.archive;

/** The sum over all services, which is the director's own traffic. */
final class AllTraffic {
  private static final int CONNECTIONS = 4;
  private static final int IN_BYTES = 5;
  private static final int OUT_BYTES = 6;

  private final Account director;

  AllTraffic(Account director) {
    this.director = director;
  }

  /**
   * @param happened as {@link CounterSource} has it
   */
  void count(long[] happened) {
    director.count(CONNECTIONS, happened[0]);
    director.count(IN_BYTES, happened[3]);
    director.count(OUT_BYTES, happened[4]);
  }

  void goesOn() {
    director.goesOn();
  }
}
