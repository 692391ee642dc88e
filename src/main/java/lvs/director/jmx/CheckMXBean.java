package lvs.director.jmx;

import java.util.List;

/**
 * One check of one real server: {@code
 * lvs.director:type=Check,service=tcp_10.0.0.1_80,server=10.0.0.2_80,check=1-TCP_CHECK}, one
 * instance each.
 */
@Description("One health check of one real server: verdicts with their reasons.")
public interface CheckMXBean {

  @Description("Keyword of keepalived.conf, such as HTTP_GET.")
  String getKind();

  @Description("What is checked: address and port, or program.")
  String getTarget();

  @Description("UNCHECKED, UP, DOWN or SUSPENDED.")
  String getState();

  @Description("1 when the check stands at UP, else 0.")
  int getUp();

  @Description("What the last run saw.")
  String getLastResult();

  @Description("How long the last run took, milliseconds.")
  double getLastLatencyMillis();

  @Description("When the last run finished, milliseconds since 1970-01-01 UTC; 0 before the first.")
  long getLastFinishedEpochMillis();

  @Description("How late the last run started, milliseconds.")
  double getLatenessMillis();

  @Description("From one run to the next, seconds.")
  double getDelayLoopSeconds();

  @Description("Deadline of one run, seconds.")
  double getTimeoutSeconds();

  @Description("Failures tolerated before the server counts as down.")
  int getRetry();

  @Description("Bad runs since the last good one.")
  int getFailuresInARow();

  @Description("Finished runs.")
  long getRuns();

  @Description("Bad runs.")
  long getFailures();

  @Description("Days until the server's certificate expires; -1000000 when none was seen.")
  int getCertificateDaysLeft();

  @Description("The last ten results, newest first.")
  List<Result> getLastResults();

  @Description("Runs the check outside its schedule and returns what it saw.")
  Result checkNow();

  /**
   * One run of a check.
   *
   * @param good whether the server passed
   * @param reason in an operator's words
   * @param latencyMillis how long it took
   * @param finishedEpochMillis when it ended
   */
  record Result(boolean good, String reason, double latencyMillis, long finishedEpochMillis) {}
}
