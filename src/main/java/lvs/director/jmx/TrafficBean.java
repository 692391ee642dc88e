package lvs.director.jmx;

import lvs.director.port.TrafficSum;

/** A bean that tells of traffic; where the numbers come from is its own affair. */
abstract class TrafficBean extends DescribedBean implements TrafficAttributes {
  TrafficBean(Class<?> mxBeanInterface) {
    super(mxBeanInterface);
  }

  /** The numbers of the last tick. */
  abstract TrafficSum sum();

  @Override
  public long getConnections() {
    return sum().traffic().connections();
  }

  @Override
  public long getInPackets() {
    return sum().traffic().inPackets();
  }

  @Override
  public long getOutPackets() {
    return sum().traffic().outPackets();
  }

  @Override
  public long getInBytes() {
    return sum().traffic().inBytes();
  }

  @Override
  public long getOutBytes() {
    return sum().traffic().outBytes();
  }

  @Override
  public double getConnectionsPerSecond() {
    return sum().rate().connections();
  }

  @Override
  public double getInPacketsPerSecond() {
    return sum().rate().inPackets();
  }

  @Override
  public double getOutPacketsPerSecond() {
    return sum().rate().outPackets();
  }

  @Override
  public double getInBytesPerSecond() {
    return sum().rate().inBytes();
  }

  @Override
  public double getOutBytesPerSecond() {
    return sum().rate().outBytes();
  }

  @Override
  public long getActiveConnections() {
    return sum().active();
  }

  @Override
  public long getInactiveConnections() {
    return sum().inactive();
  }
}
