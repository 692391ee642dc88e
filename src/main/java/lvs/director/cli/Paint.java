package lvs.director.cli;

/**
 * Colours of a terminal (ECMA-48 SGR).
 *
 * @param on otherwise every text stays as it is
 */
record Paint(boolean on) {
  String good(String text) {
    return paint("32", text);
  }

  String bad(String text) {
    return paint("1;31", text);
  }

  String heading(String text) {
    return paint("1", text);
  }

  private String paint(String colour, String text) {
    return on ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }
}
