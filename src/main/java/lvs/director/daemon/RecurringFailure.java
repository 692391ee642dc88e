package lvs.director.daemon;

/** A failure that is tried again every two seconds: logged when it appears and when it is over. */
final class RecurringFailure {
  private final String what;
  private final EventLog log;
  private String text;

  RecurringFailure(String what, EventLog log) {
    this.what = what;
    this.log = log;
  }

  boolean lasts() {
    return text != null;
  }

  void again(RuntimeException defect) {
    if (!defect.toString().equals(text)) {
      log.error(what + " failed and is tried again every 2 s: " + defect);
    }
    text = defect.toString();
  }

  void over() {
    if (text != null) {
      log.info(what + " works again");
      text = null;
    }
  }
}
