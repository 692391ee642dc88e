package lvs.director.probe;

/** The server failed the check; the message is the reason in an operator's words. */
final class BadAnswer extends Exception {
  private static final long serialVersionUID = 1;

  BadAnswer(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return getMessage();
  }
}
