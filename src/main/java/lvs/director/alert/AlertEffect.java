package lvs.director.alert;

/** What the alert engine wants done; the order of a list is the order of doing. */
public sealed interface AlertEffect {

  /** A mail goes out. */
  record Send(Draft draft) implements AlertEffect {}

  /**
   * What the next run must know, whole; replaces what was kept before.
   *
   * @param memory lines of text
   */
  record Keep(String memory) implements AlertEffect {}
}
