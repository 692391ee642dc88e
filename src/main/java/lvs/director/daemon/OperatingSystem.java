package lvs.director.daemon;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lvs.director.base.MacAddress;
import lvs.director.model.Configuration;
import lvs.director.model.LinkSettings;
import lvs.director.model.ProcessSettings.ProcessTuning;
import lvs.director.model.VirtualAddress;
import lvs.director.port.AdvertisementChannel;
import lvs.director.port.NetworkControl;

/**
 * What the operating system offers to the election, each part opened when it is first needed.
 * Errors carry cause and remedy.
 */
interface OperatingSystem {

  /** Why this process may not run an election, with the remedy; empty when it may. */
  Optional<String> obstacle();

  /** Tells the listener of links and addresses: as they are before it returns, then of changes. */
  LinkWatcher watchLinks(NetworkControl.Listener listener) throws IOException;

  AdvertisementChannel channel() throws IOException;

  /**
   * @param configuration the first one: settings that hold for the whole run
   */
  NetworkControl network(Configuration configuration) throws IOException;

  /** Tells the listener of claims by others. */
  ClaimWatcher watchClaims(NetworkControl.Listener listener) throws IOException;

  /** Monotonic time of the machine's boot, as {@link System#nanoTime} counts it. */
  long bootNanos();

  /** What an errno of the channel means, in an operator's words. */
  String errnoText(int errno);

  /**
   * Gives the calling thread the priority that the election wants.
   *
   * @return what was reached
   */
  Precedence takePrecedence(ProcessTuning tuning);

  /** Follows the links of this machine. */
  interface LinkWatcher extends AutoCloseable {
    /** Asks for the carrier of those links that do not tell it. */
    void configure(LinkSettings settings);

    @Override
    void close();
  }

  /** Hears what others claim on the LAN. */
  interface ClaimWatcher extends AutoCloseable {
    /**
     * Claims of exactly these addresses are of interest.
     *
     * @param ours MAC addresses of this machine, whose claims are its own
     */
    void watch(Set<VirtualAddress> addresses, Predicate<MacAddress> ours);

    @Override
    void close();
  }

  /**
   * @param realtimePriority 0 is none
   * @param reached in an operator's words
   * @param missed what could not be had and how to get it
   */
  record Precedence(int realtimePriority, List<String> reached, List<String> missed) {
    static final Precedence NONE = new Precedence(0, List.of(), List.of());
  }
}
