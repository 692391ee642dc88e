package lvs.director.jmx;

/** Who is told of what happens: {@code lvs.director:type=Mail}, one instance. */
@Description("Mail: what waits, what went out, why not; silence and test.")
public interface MailMXBean {

  @Description("1 when there are recipients and a relay, else 0.")
  int getConfigured();

  @Description("Mails that wait on disk for a relay.")
  int getQueued();

  @Description("Age of the oldest mail that waits, seconds; 0 for none.")
  double getQueueAgeSeconds();

  @Description("Mails that a relay took since start.")
  long getSent();

  @Description("Tries since start after which mails were left that no relay took.")
  long getFailures();

  @Description("Mails dropped since start because the spool was full.")
  long getDropped();

  @Description("Events since start that were told together with others.")
  long getGrouped();

  @Description("When a relay last took a mail, milliseconds since 1970-01-01 UTC; 0 for never.")
  long getLastSentEpochMillis();

  @Description("What the relays, or the disk, said to the last try; empty when it was good.")
  String getLastError();

  @Description("1 while an operator has silenced mail, else 0.")
  int getSilenced();

  @Description("When the silence ends, milliseconds since 1970-01-01 UTC; 0 when not silenced.")
  long getSilencedUntilEpochMillis();

  @Description("Why mail is silenced; empty when it is not.")
  String getSilenceReason();

  @Description(
      "Sends one mail to all recipients now, past grouping, limits and silence; says which relay"
          + " took it, or what each of them answered.")
  String test();

  @Description(
      "Sends nothing for a while, over restarts too; what is still wrong then is told then.")
  void silence(
      @Description(name = "seconds", value = "How long, 1 to 2592000 (30 days).") long seconds,
      @Description(name = "reason", value = "Why, for colleagues; at most 200 characters.")
          String reason);

  @Description("Ends a silence.")
  void speak();
}
