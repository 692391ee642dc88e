package lvs.director.jmx;

import java.util.List;

/** One sync group: {@code lvs.director:type=SyncGroup,group=VG_1}, one instance each. */
@Description("One sync group: virtual routers that change state together.")
public interface SyncGroupMXBean {

  @Description("Name in the configuration.")
  String getName();

  @Description("Names of its virtual routers.")
  List<String> getMembers();

  @Description("INIT, BACKUP, MASTER or FAULT.")
  String getState();

  @Description("1 while MASTER, else 0.")
  int getMaster();

  @Description("1 while FAULT, else 0.")
  int getFault();

  @Description("Why the last transition happened.")
  String getReason();

  @Description("When the state last changed, milliseconds since 1970-01-01 UTC.")
  long getLastTransitionEpochMillis();

  @Description("Hands the mastership of all members over, as failover of a virtual router does.")
  String failover(
      @Description(
              name = "to",
              value = "Address of the router that shall take over; empty lets the election decide.")
          String to,
      @Description(name = "hold", value = "Keeps the mastership away until release.") boolean hold);

  @Description("Ends the hold of failover.")
  void release();
}
