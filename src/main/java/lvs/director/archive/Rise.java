package lvs.director.archive;

/** How much a number grew since it was looked at; one that fell began anew. */
final class Rise {
  private long last;

  /**
   * @param last where it stood before
   */
  Rise(long last) {
    this.last = last;
  }

  long to(long now) {
    long rise = now < last ? now : now - last;
    last = now;
    return Math.max(0, rise);
  }
}
