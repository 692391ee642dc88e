package lvs.director.proxy.scheduler;

import lvs.director.base.Endpoint;
import lvs.director.model.ServiceTable;

/**
 * A real server as the schedulers see it: weight, load and the overload flag. Not thread-safe; its
 * {@link ServerPool} guards it.
 */
public class PoolServer {
  private final Endpoint endpoint;
  private int weight;
  private int lastWeight;
  private int upperThreshold;
  private int lowerThreshold;
  private int active;
  private int inactive;
  private int persistent;
  private boolean overloaded;
  private volatile boolean removed;

  public PoolServer(ServiceTable.Server server) {
    this.endpoint = server.endpoint();
    this.lastWeight = server.weight();
    update(server);
  }

  /** Takes over weight and thresholds. A raised or lifted upper threshold ends the overload. */
  final void update(ServiceTable.Server server) {
    weight = server.weight();
    if (weight != 0) {
      lastWeight = weight;
    }
    if (server.upperThreshold() == 0 || server.upperThreshold() > upperThreshold) {
      overloaded = false;
    }
    upperThreshold = server.upperThreshold();
    lowerThreshold = server.lowerThreshold();
  }

  final void remove() {
    removed = true;
  }

  /** Counts a connection that begins. */
  final void begin() {
    active++;
    if (upperThreshold != 0 && connections() >= upperThreshold) {
      overloaded = true;
    }
  }

  /** An established connection is half closed from here on. */
  final void becomeInactive() {
    active--;
    inactive++;
  }

  /** Counts a connection that has ended. */
  final void end(boolean wasActive) {
    if (wasActive) {
      active--;
    } else {
      inactive--;
    }
    overloaded = overloaded && !relieved();
  }

  private boolean relieved() {
    if (lowerThreshold != 0) {
      return connections() < lowerThreshold;
    }
    return upperThreshold == 0 || connections() * 4L < upperThreshold * 3L;
  }

  final void templates(int change) {
    persistent += change;
  }

  public final Endpoint endpoint() {
    return endpoint;
  }

  /** 0 takes no new connections. */
  public final int weight() {
    return weight;
  }

  /** The last weight that was not 0: the share in a Maglev table outlives a quiesce. */
  public final int lastWeight() {
    return lastWeight;
  }

  /** Established connections. */
  public final int active() {
    return active;
  }

  /** Half closed connections. */
  public final int inactive() {
    return inactive;
  }

  /** Active and inactive connections together. */
  public final int connections() {
    return active + inactive;
  }

  /** Persistence templates that name this server. */
  public final int persistent() {
    return persistent;
  }

  /** Above the upper threshold and not yet below the lower one. */
  public final boolean overloaded() {
    return overloaded;
  }

  /** True once the server has left the table; any thread may ask. */
  public final boolean removed() {
    return removed;
  }

  /** May receive a new connection. */
  public final boolean available() {
    return weight > 0 && !overloaded;
  }

  /** The load that lc, wlc, lblc and lblcr compare: an active connection weighs 256 inactive. */
  final long overhead() {
    return ((long) active << 8) + inactive;
  }

  @Override
  public final String toString() {
    return endpoint.toString();
  }
}
