package lvs.director.port;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.LvsSettings;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/**
 * Holds the table of services and carries the traffic. Called from the data plane thread only,
 * except {@link #have}, {@link #counters}, {@link #connections}, {@link #zero}, {@link
 * #synchronisedConnections} and {@link #kernel}, which any thread may call while another one is in
 * {@link #apply}.
 */
public interface DataPlane extends AutoCloseable {

  /** {@code proxy} or {@code ipvs}. */
  String name();

  /** Idle timeouts, as {@code ipvsadm --set}, and what else concerns the plane. */
  void configure(LvsSettings settings, IpvsSettings ipvs);

  /**
   * Makes the table what is wanted, changing only what differs. The same object as last time asks
   * for a comparison with what is there, which must not keep the next change waiting: where reading
   * takes long, it is compared with the newest reading there is.
   */
  Applied apply(ServiceTable wanted);

  /**
   * The table as it is, of the services that are ours. Before the first {@link #apply}: what is
   * there from an earlier run or from another program, which may be adopted.
   */
  ServiceTable have();

  /** Counters of every service and server, read now. */
  Map<ServiceKey, ServiceCounters> counters();

  /** Open connections and persistence templates, at most {@code limit}. */
  List<Connection> connections(int limit);

  /** Sets the counters of one service, with its servers, to zero; not the connection counts. */
  void zero(ServiceKey service);

  /** Sends or receives the state of connections, or neither; as the election says. */
  void synchronise(SyncRole role);

  /** Connections that were learned from another director, counted now. May take long. */
  default long synchronisedConnections() {
    return 0;
  }

  /** What a plane in the kernel knows besides; {@link KernelStatus#NONE} for others. */
  KernelStatus kernel();

  /**
   * Takes the table away, and with it what carries connections.
   *
   * @param keepTable leaves a kernel's table as it is, for the next run to adopt
   */
  void close(boolean keepTable);

  @Override
  default void close() {
    close(false);
  }

  /** The part of this machine in synchronising connections. */
  enum SyncRole {
    /** Configured nowhere, or no election runs. */
    NONE,
    MASTER,
    BACKUP
  }

  /**
   * @param refused what could not be done, one entry per service or server; empty when all is as
   *     wanted
   * @param drift what somebody else had changed since the last time, one line each: {@code weight
   *     of 10.0.0.2:80 in TCP 10.0.0.1:80 was 0 instead of 3}
   * @param mended whether the drift was put right
   */
  record Applied(List<Refused> refused, List<String> drift, boolean mended) {
    /** Nothing refused, nothing found changed. */
    public static final Applied AS_WANTED = new Applied(List.of(), List.of(), true);

    public static Applied refusing(List<Refused> refused) {
      return new Applied(List.copyOf(refused), List.of(), true);
    }
  }

  /**
   * @param what the service or server
   * @param why cause and remedy, in an operator's words
   * @param awaits the virtual address that is missing, as it must be while another machine is
   *     master; empty when something else is wrong
   */
  record Refused(String what, String why, Optional<InetAddress> awaits) {
    public Refused(String what, String why) {
      this(what, why, Optional.empty());
    }
  }

  /**
   * @param connections opened since start or zero
   * @param inPackets from clients; for TCP on the proxy plane, reads
   * @param outPackets to clients; for TCP on the proxy plane, reads from the server
   */
  record Traffic(long connections, long inPackets, long outPackets, long inBytes, long outBytes) {
    public static final Traffic ZERO = new Traffic(0, 0, 0, 0, 0);
  }

  /** Traffic of a service with that of its servers. */
  record ServiceCounters(Traffic total, Map<Endpoint, ServerCounters> servers) {}

  /**
   * @param active established connections
   * @param inactive connections that have ended or not begun, still remembered
   * @param persistent persistence templates
   */
  record ServerCounters(Traffic traffic, long active, long inactive, long persistent) {}

  /** One line of {@code ipvsadm -Lnc}. */
  record Connection(
      ServiceKey service,
      String state,
      long expiresSeconds,
      Endpoint client,
      Endpoint virtual,
      Endpoint server) {}
}
