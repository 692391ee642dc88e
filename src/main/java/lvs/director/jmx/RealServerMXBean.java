package lvs.director.jmx;

/**
 * One real server of one virtual service: {@code
 * lvs.director:type=RealServer,service=tcp_10.0.0.1_80,server=10.0.0.2_80}, one instance each.
 */
@Description("One real server of one virtual service: health, weight, traffic.")
public interface RealServerMXBean extends TrafficAttributes {

  @Description("Address and port.")
  String getAddress();

  @Description("Id in object names and commands.")
  String getId();

  @Description("Virtual service, as people write it.")
  String getVirtualService();

  @Description("1 when every check passes, else 0.")
  int getUp();

  @Description("1 when it takes new connections, else 0.")
  int getInService();

  @Description("Why it is up or down.")
  String getReason();

  @Description("ENABLED, DRAINING or DISABLED, as the operator wants it.")
  String getStanding();

  @Description("1 while an operator drains it, else 0.")
  int getDraining();

  @Description("1 while an operator has taken it out, else 0.")
  int getDisabled();

  @Description("Why the operator changed it; empty when nobody did.")
  String getStandingReason();

  @Description("When the operator's change ends, milliseconds since 1970-01-01 UTC; 0 is never.")
  long getStandingExpiresEpochMillis();

  @Description("Weight in force.")
  int getWeight();

  @Description("Weight in the configuration.")
  int getConfiguredWeight();

  @Description("Forwarding method: NAT, DR, TUN or FULLNAT.")
  String getForwardingMethod();

  @Description("Connections above which it takes no new ones; 0 is no limit.")
  int getUpperThreshold();

  @Description("Connections below which it takes new ones again.")
  int getLowerThreshold();

  @Description("When it last came or went, milliseconds since 1970-01-01 UTC.")
  long getLastTransitionEpochMillis();

  @Description("How often it came or went.")
  long getTransitions();

  @Description("Persistence templates.")
  long getPersistentConnections();

  @Description(
      "While it drains: connections and persistence templates that are left, as counted last; else"
          + " -1.")
  long getConnectionsLeft();

  @Description(
      "While it drains: seconds until none is left if they go on ending as in the last minute; -1"
          + " while they do not become fewer.")
  long getDrainEstimateSeconds();

  @Description("1 when it leaves the table at the end of its drain, else 0.")
  int getRemovedWhenDrained();

  @Description(
      "When it leaves the table whatever it still has, milliseconds since 1970-01-01 UTC; 0 is"
          + " never.")
  long getDrainDeadlineEpochMillis();

  @Description("Sets the weight until undone or expired.")
  void setWeight(
      @Description(name = "weight", value = "0 to 65535; 0 takes no new connections.") int weight,
      @Description(name = "expiresSeconds", value = "Ends after so long; 0 never ends.")
          long expiresSeconds);

  @Description("Takes no new connections; those it has may end by themselves.")
  void drain(
      @Description(name = "reason", value = "Why, for colleagues.") String reason,
      @Description(name = "expiresSeconds", value = "Ends after so long; 0 never ends.")
          long expiresSeconds);

  @Description(
      "Takes no new connections and leaves the table when no connection and no persistence template"
          + " is left, or at the deadline. It stays out until enabled; enable cancels at any time.")
  void drainAndRemove(
      @Description(name = "reason", value = "Why, for colleagues.") String reason,
      @Description(
              name = "deadlineSeconds",
              value = "Leaves after so long whatever it still has; 0 waits until it is empty.")
          long deadlineSeconds,
      @Description(
              name = "expiresSeconds",
              value = "Enabled again after so long, more than the deadline; 0 never ends.")
          long expiresSeconds);

  @Description("Takes the server out of the table.")
  void disable(
      @Description(name = "reason", value = "Why, for colleagues.") String reason,
      @Description(name = "expiresSeconds", value = "Ends after so long; 0 never ends.")
          long expiresSeconds);

  @Description("Undoes setWeight, drain, drainAndRemove and disable.")
  void enable();
}
