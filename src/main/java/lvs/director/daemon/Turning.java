package lvs.director.daemon;

/** A thread that goes round for ever, and by which others see that it still does. */
interface Turning {
  /** Grows with each round that has ended. */
  long rounds();

  /** Ends a wait for work; never waits itself. */
  void prod();
}
