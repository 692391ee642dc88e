package lvs.director.vrrp;

/** Something that is watched, with what is known about it. */
abstract class Tracker extends Timed {

  /** What is watched; the text is for operators. */
  enum Kind {
    SCRIPT("script"),
    FILE("file"),
    PROCESS("process"),
    INTERFACE("interface"),
    BFD("BFD session");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  abstract Kind kind();

  abstract String name();

  /** False before the first result. */
  abstract boolean isKnown();

  abstract boolean isUp();

  /** Why it is not up, or what it found: {@code failed: exit status 1}. */
  abstract String detail();

  abstract VrrpView.TrackerStatus status();

  /** What it adds to the priority of a virtual router that refers to it so. */
  int contribution(int weight, boolean reverse) {
    boolean well = isUp() != reverse;
    return weight > 0 == well ? weight : 0;
  }

  /** Whether a reference of weight 0 makes it a fault now. */
  boolean isFault(int weight, boolean reverse) {
    return weight == 0 && isUp() == reverse;
  }

  @Override
  long nextNanos() {
    return Timers.NEVER;
  }

  @Override
  void fire(Step step) {}
}
