package lvs.director.mail;

/** What became of the mails since the start. Any thread may call. */
final class Tally {
  private long sent;
  private long failures;
  private long lastSentEpochMillis;
  private String lastError = "";

  record State(long sent, long failures, long lastSentEpochMillis, String lastError) {}

  synchronized void sent(long epochMillis) {
    sent++;
    lastSentEpochMillis = epochMillis;
  }

  synchronized void failed() {
    failures++;
  }

  /**
   * @param error empty when all was good
   * @return it is another one than before
   */
  synchronized boolean lastError(String error) {
    boolean news = !error.equals(lastError);
    lastError = error;
    return news;
  }

  synchronized State state() {
    return new State(sent, failures, lastSentEpochMillis, lastError);
  }
}
