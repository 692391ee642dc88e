package lvs.director.port;

import java.time.Duration;

/** Mail, as views see and command it. Any thread may ask. */
public interface MailDesk {

  /** A director that mails nothing. */
  MailDesk NONE = new NoMail();

  Health health();

  /**
   * Sends one mail to all recipients now, past grouping, limits and silence.
   *
   * @return which relay took it, and how
   * @throws Refusal with what each relay said
   */
  String test() throws Refusal;

  /**
   * Sends nothing for a while; what is still wrong then is told then. Survives a restart.
   *
   * @param duration a second to 30 days
   */
  void silence(Duration duration, String reason) throws Refusal;

  /** Ends a silence. */
  void speak() throws Refusal;

  /**
   * How mail fares.
   *
   * @param configured there are recipients and a relay
   * @param queued mails that wait on disk
   * @param queueAgeSeconds age of the oldest one; 0 for none
   * @param sent taken by a relay since the start
   * @param failures tries that no relay took since the start
   * @param dropped mails that the full spool had no room for since the start
   * @param grouped events told together with others since the start
   * @param lastSentEpochMillis 0 for never
   * @param lastError what the relays said to the last try; empty when it was good
   * @param silencedUntilEpochMillis 0 when not silenced
   * @param silenceReason why; empty when not silenced
   */
  record Health(
      boolean configured,
      int queued,
      double queueAgeSeconds,
      long sent,
      long failures,
      long dropped,
      long grouped,
      long lastSentEpochMillis,
      String lastError,
      long silencedUntilEpochMillis,
      String silenceReason) {
    public static final Health NONE = new Health(false, 0, 0, 0, 0, 0, 0, 0, "", 0, "");
  }
}
