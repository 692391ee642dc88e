package lvs.director.jmx;

import lvs.director.port.Director;
import lvs.director.vrrp.VrrpView.TrackerStatus;

/** Reads one tracker; holds nothing but its kind and name. */
final class TrackerBean extends DescribedBean implements TrackerMXBean {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Director director;
  private final String kind;
  private final String name;

  TrackerBean(Director director, String kind, String name) {
    super(TrackerMXBean.class);
    this.director = director;
    this.kind = kind;
    this.name = name;
  }

  private TrackerStatus status() {
    return director.vrrp().trackers().stream()
        .filter(each -> each.kind().equals(kind) && each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is no longer configured"));
  }

  @Override
  public String getKind() {
    return kind;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getUp() {
    return status().up() ? 1 : 0;
  }

  @Override
  public int getKnown() {
    return status().known() ? 1 : 0;
  }

  @Override
  public String getDetail() {
    return status().detail();
  }

  @Override
  public int getExitStatus() {
    return status().exitStatus().orElse(-1);
  }

  @Override
  public String getOutput() {
    return status().output();
  }

  @Override
  public long getRuns() {
    return status().runs();
  }

  @Override
  public long getFailures() {
    return status().failures();
  }

  @Override
  public double getLastTookMillis() {
    return status().lastTookNanos() / NANOS_PER_MILLI;
  }

  @Override
  public long getLastEpochMillis() {
    return status().lastNanos().stream().map(director::epochMillis).findFirst().orElse(0);
  }
}
