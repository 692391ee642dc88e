package lvs.director.jmx;

import java.util.List;

/**
 * One virtual service: {@code lvs.director:type=VirtualService,service=tcp_10.0.0.1_80}, one
 * instance each.
 */
@Description("One virtual service: its quorum, its sorry server, its traffic.")
public interface VirtualServiceMXBean extends TrafficAttributes {

  @Description("Name as people write it, such as TCP 10.0.0.1:80.")
  String getName();

  @Description("Id in object names and commands.")
  String getId();

  @Description("Table entries that this pool serves.")
  List<String> getAddresses();

  @Description("Scheduler: rr, wrr, lc, wlc, lblc, lblcr, dh, sh, sed, nq, fo, ovf or mh.")
  String getScheduler();

  @Description("Forwarding method: NAT, DR, TUN or FULLNAT.")
  String getForwardingMethod();

  @Description("Persistence timeout, seconds; 0 without persistence.")
  int getPersistenceTimeoutSeconds();

  @Description("1 when enough weight is up, else 0.")
  int getQuorumUp();

  @Description("Weight needed for quorum.")
  int getQuorum();

  @Description("Distance from the quorum that must be passed in both directions.")
  int getHysteresis();

  @Description("Sum of the weights of real servers that are up.")
  long getWeightUp();

  @Description("Number of real servers.")
  int getRealServers();

  @Description("Number of real servers that are up.")
  int getRealServersUp();

  @Description("Sorry server, empty without one.")
  String getSorryServer();

  @Description("1 while the sorry server serves, else 0.")
  int getSorryServing();

  @Description("1 while checks rest because the virtual address is on another machine, else 0.")
  int getSuspended();

  @Description("When quorum last changed, milliseconds since 1970-01-01 UTC.")
  long getLastTransitionEpochMillis();

  @Description("How often quorum changed.")
  long getTransitions();

  @Description("Zeroes the counters of this service and its servers.")
  void zeroCounters();
}
