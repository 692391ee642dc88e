package lvs.director.config;

/** How far this version goes with a keyword. */
public enum KeywordState {
  /** Read, checked and acted upon. */
  WORKS("works"),
  /** Read and checked; the engine that acts upon it comes in a later version. */
  ENGINE_LATER("understood, engine comes later"),
  /** Read, so that one file serves keepalived too, but there is nothing for it to do here. */
  WITHOUT_EFFECT("accepted without effect");

  private final String words;

  KeywordState(String words) {
    this.words = words;
  }

  /** The state as docs/keywords.md prints it. */
  public String words() {
    return words;
  }
}
