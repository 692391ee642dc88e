package lvs.director.jmx;

/** What a virtual service and a real server both tell of their traffic. */
public interface TrafficAttributes {

  @Description("Connections since start or zero.")
  long getConnections();

  @Description("Packets from clients.")
  long getInPackets();

  @Description("Packets to clients.")
  long getOutPackets();

  @Description("Bytes from clients.")
  long getInBytes();

  @Description("Bytes to clients.")
  long getOutBytes();

  @Description("New connections per second.")
  double getConnectionsPerSecond();

  @Description("Packets per second from clients.")
  double getInPacketsPerSecond();

  @Description("Packets per second to clients.")
  double getOutPacketsPerSecond();

  @Description("Bytes per second from clients.")
  double getInBytesPerSecond();

  @Description("Bytes per second to clients.")
  double getOutBytesPerSecond();

  @Description("Established connections.")
  long getActiveConnections();

  @Description("Connections that have ended or not begun and are still remembered.")
  long getInactiveConnections();
}
