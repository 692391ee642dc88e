package lvs.director.pool;

import java.util.List;
import lvs.director.model.VirtualService;

/**
 * One virtual service, as it stands.
 *
 * @param quorumUp enough weight is up
 * @param sorryServing the sorry server has taken over
 * @param weightUp sum of the weights of servers that are up
 * @param serversUp how many servers are up
 * @param suspended ha_suspend: checks rest because the virtual address is elsewhere
 * @param sinceNanos monotonic time of the last change of quorum
 * @param transitions how often quorum changed
 * @param servers in the order of the configuration
 */
public record VirtualServiceStatus(
    VirtualService service,
    boolean quorumUp,
    boolean sorryServing,
    long weightUp,
    int serversUp,
    boolean suspended,
    long sinceNanos,
    long transitions,
    List<ServerView> servers) {

  /** A real server of this service whose status can be read at any time from any thread. */
  public interface ServerView {
    RealServerStatus status();
  }
}
