package lvs.director.model;

import java.util.Optional;
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
    boolean putsLostAddressesBack) {

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
          true);
}
