package lvs.director.model;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import lvs.director.base.Endpoint;

/**
 * The {@code director { … }} block: what keepalived.conf has no words for.
 *
 * @param dataPlane which plane carries the traffic
 * @param serveBeforeFirstCheck keepalived's way: real servers are in service before any check ran
 * @param jolokia where Jolokia listens; empty switches it off
 * @param jolokiaUser name that operations need
 * @param jolokiaPasswordFile file whose first line is the password; without it no operation passes
 * @param prometheus where metrics are served; empty switches them off
 * @param proxyThreads event loops of the built-in plane; 0 is one per processor
 * @param proxyMaxConnections connections that the built-in plane holds at most
 * @param syslog also log to the local syslog socket
 * @param addressLease how long virtual addresses outlive a director that died
 * @param putsLostAddressesBack a virtual address that somebody else removed is put back at once;
 *     false hands the mastership over, as keepalived does
 * @param ipvs how the kernel plane behaves
 * @param archive how the past is recorded
 * @param console the pages for people
 * @param mail how mail goes, besides keepalived's own words
 */
public record DirectorSettings(
    PlaneChoice dataPlane,
    boolean serveBeforeFirstCheck,
    Optional<Endpoint> jolokia,
    Optional<String> jolokiaUser,
    Optional<String> jolokiaPasswordFile,
    Optional<Endpoint> prometheus,
    int proxyThreads,
    int proxyMaxConnections,
    boolean syslog,
    AddressLease addressLease,
    boolean putsLostAddressesBack,
    IpvsSettings ipvs,
    ArchiveSettings archive,
    ConsoleSettings console,
    MailPolicy mail) {

  /**
   * How the kernel plane behaves.
   *
   * @param mendsDrift what somebody else changed in our services is put right; false only reports
   * @param keepsTableOnStop an ordinary stop leaves the table for the next start to adopt
   * @param sysctls values to hold while the director runs, by name below net.ipv4.vs, or by full
   *     name as sysctl(8) writes it
   * @param syncCatchUp how long a starting director leaves the mastership to another one at most,
   *     while it learns the connections; zero does not wait
   */
  public record IpvsSettings(
      boolean mendsDrift,
      boolean keepsTableOnStop,
      SortedMap<String, String> sysctls,
      Duration syncCatchUp) {
    public static final IpvsSettings DEFAULT =
        new IpvsSettings(true, false, Collections.emptySortedMap(), Duration.ZERO);
  }

  /** Who may operate by the console: its own user, else Jolokia's. */
  public Optional<String> consoleUser() {
    return console.user().or(() -> jolokiaUser);
  }

  /** The file with that user's password: the console's own, else Jolokia's. */
  public Optional<String> consolePasswordFile() {
    return console.passwordFile().or(() -> jolokiaPasswordFile);
  }

  /** The word data_plane. */
  public enum PlaneChoice {
    AUTO,
    IPVS,
    PROXY
  }

  public static final DirectorSettings DEFAULT =
      new DirectorSettings(
          PlaneChoice.AUTO,
          false,
          Endpoint.parse("127.0.0.1:8778"),
          Optional.empty(),
          Optional.empty(),
          Endpoint.parse("127.0.0.1:9404"),
          0,
          65536,
          true,
          AddressLease.AUTOMATIC,
          true,
          IpvsSettings.DEFAULT,
          ArchiveSettings.DEFAULT,
          ConsoleSettings.DEFAULT,
          MailPolicy.DEFAULT);
}
