package lvs.director.ipvs;

/** Text in columns, as printf makes them. */
final class TextColumns {
  private final StringBuilder text = new StringBuilder();

  TextColumns add(String value) {
    text.append(value);
    return this;
  }

  /** Blanks behind, to the width at least. */
  TextColumns left(String value, int width) {
    text.append(value).repeat(' ', Math.max(0, width - value.length()));
    return this;
  }

  /** Blanks before, to the width at least. */
  TextColumns right(String value, int width) {
    text.repeat(' ', Math.max(0, width - value.length())).append(value);
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
