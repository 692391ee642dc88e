package lvs.director.jmx;

/**
 * Something that virtual routers watch: {@code
 * lvs.director:type=Tracker,kind=script,name=chk_http}, one instance each.
 */
@Description("A script, file, process or interface that virtual routers watch.")
public interface TrackerMXBean {

  @Description("script, file, process or interface.")
  String getKind();

  @Description("Name in the configuration.")
  String getName();

  @Description("1 when it counts as well, else 0.")
  int getUp();

  @Description("1 after the first result, else 0.")
  int getKnown();

  @Description("The last result in words.")
  String getDetail();

  @Description("Exit status of a script's last run; -1 when there is none.")
  int getExitStatus();

  @Description("Begin of what a script wrote last.")
  String getOutput();

  @Description("Runs of a script, readings of anything else.")
  long getRuns();

  @Description("How many of them were bad.")
  long getFailures();

  @Description("How long a script's last run took, milliseconds.")
  double getLastTookMillis();

  @Description("When it was last looked at, milliseconds since 1970-01-01 UTC; 0 is never.")
  long getLastEpochMillis();
}
