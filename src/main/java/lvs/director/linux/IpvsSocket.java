package lvs.director.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.GenericNetlink;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.NetlinkRequest;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsInfo;
import lvs.director.ipvs.IpvsMessages;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.ipvs.IpvsRefusalWords;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.model.ServiceKey;

/**
 * The kernel's table by generic netlink, in the network namespace of the thread that opens it. For
 * one thread. Needs CAP_NET_ADMIN.
 */
public final class IpvsSocket implements AutoCloseable {
  /** So many requests are held in memory at a time. */
  private static final int PORTION = 512;

  /** No such service. */
  private static final int ESRCH = 3;

  private final NetlinkSocket kernel;
  private final IpvsMessages messages;

  private IpvsSocket(NetlinkSocket kernel, int family) {
    this.kernel = kernel;
    this.messages = new IpvsMessages(family);
  }

  /**
   * Asks the kernel for the family, which loads the module ip_vs on newer kernels, and runs {@code
   * modprobe ip_vs} where it does not.
   *
   * @throws IOException when this kernel has no IPVS or this user may not; says which and the
   *     remedy
   */
  public static IpvsSocket open() throws IOException {
    NetlinkSocket kernel = NetlinkSocket.open(NetlinkSocket.NETLINK_GENERIC);
    try {
      IpvsSocket socket = new IpvsSocket(kernel, family(kernel));
      // who may not change the table may not ask either
      socket.info();
      return socket;
    } catch (IOException | RuntimeException failed) {
      kernel.close();
      throw failed;
    }
  }

  private static int family(NetlinkSocket kernel) throws IOException {
    OptionalInt known = askForFamily(kernel);
    if (known.isPresent()) {
      return known.getAsInt();
    }
    String loading = IpvsModule.load();
    return askForFamily(kernel).orElseThrow(() -> IpvsModule.missing(loading));
  }

  private static OptionalInt askForFamily(NetlinkSocket kernel) throws IOException {
    return GenericNetlink.family(kernel.ask(GenericNetlink.findFamily(IpvsMessages.FAMILY_NAME)));
  }

  /**
   * Changes in order, in as few datagrams as the kernel's buffer allows; one that is refused does
   * not keep the others from being made.
   *
   * @return for each of them empty, or why it was refused, in words with the remedy
   */
  public List<Optional<Refusal>> apply(List<IpvsChange> changes) {
    List<Optional<Refusal>> results = new ArrayList<>(changes.size());
    for (int from = 0; from < changes.size(); from += PORTION) {
      applyPortion(changes.subList(from, Math.min(changes.size(), from + PORTION)), results);
    }
    return results;
  }

  private void applyPortion(List<IpvsChange> changes, List<Optional<Refusal>> results) {
    List<NetlinkRequest> requests = new ArrayList<>(changes.size());
    changes.forEach(change -> requests.add(messages.change(change)));
    List<Optional<NetlinkRefusal>> answers = kernel.changeAll(requests);
    for (int i = 0; i < answers.size(); i++) {
      IpvsChange change = changes.get(i);
      results.add(answers.get(i).map(refusal -> refusal(change, refusal)));
    }
  }

  private static Refusal refusal(IpvsChange change, NetlinkRefusal refusal) {
    return new Refusal(
        refusal.errno(), IpvsRefusalWords.words(change, refusal.errno(), refusal.text()));
  }

  /** Why the kernel did not make a change. */
  public record Refusal(int errno, String words) {}

  /**
   * Everything: services, servers, counters. Not one moment's picture: the kernel may change the
   * table between two of its answers, so a service that came or went meanwhile may be missing.
   */
  public IpvsReading read() throws IOException {
    Map<ServiceKey, ServiceReading> services = new LinkedHashMap<>();
    for (NetlinkMessage answer : kernel.dump(messages.services())) {
      // twice when another one before it was deleted between two parts of the dump
      IpvsMessages.service(answer).ifPresent(each -> services.put(each.service().key(), each));
    }
    List<ServiceReading> readings = new ArrayList<>(services.size());
    for (ServiceReading service : services.values()) {
      withServers(service).ifPresent(readings::add);
    }
    return new IpvsReading(readings);
  }

  /** One service with its servers; empty when it is not there. */
  public Optional<ServiceReading> read(ServiceKey key) throws IOException {
    Optional<ServiceReading> service = readAlone(key);
    return service.isEmpty() ? service : withServers(service.get());
  }

  /**
   * Empty when the service went meanwhile: the kernel then lists no server, as of a service that
   * has none, so that one is asked for again.
   */
  private Optional<ServiceReading> withServers(ServiceReading service) throws IOException {
    ServiceKey key = service.service().key();
    List<ServerReading> servers = new ArrayList<>();
    for (NetlinkMessage answer : kernel.dump(messages.servers(key))) {
      IpvsMessages.server(answer, key.family()).ifPresent(servers::add);
    }
    return servers.isEmpty() && readAlone(key).isEmpty()
        ? Optional.empty()
        : Optional.of(new ServiceReading(service.service(), service.counters(), servers));
  }

  private Optional<ServiceReading> readAlone(ServiceKey key) throws IOException {
    NetlinkMessage answer = kernel.ask(messages.service(key));
    return answer.errno() == ESRCH ? Optional.empty() : IpvsMessages.service(permitted(answer));
  }

  public IpvsTimeouts timeouts() throws IOException {
    return IpvsMessages.timeouts(permitted(kernel.ask(messages.timeouts())))
        .orElseThrow(() -> new IOException("the kernel's IPVS does not tell its timeouts"));
  }

  /** Those that run: none, one or two. */
  public List<IpvsDaemon> daemons() throws IOException {
    List<IpvsDaemon> daemons = new ArrayList<>();
    for (NetlinkMessage answer : kernel.dump(messages.daemons())) {
      IpvsMessages.daemon(answer).ifPresent(daemons::add);
    }
    return daemons;
  }

  public IpvsInfo info() throws IOException {
    return IpvsMessages.info(permitted(kernel.ask(messages.info())))
        .orElseThrow(() -> new IOException("the kernel's IPVS does not tell its version"));
  }

  private static NetlinkMessage permitted(NetlinkMessage answer) throws IOException {
    Optional<NetlinkRefusal> refusal = NetlinkRefusal.of(answer);
    if (refusal.isEmpty()) {
      return answer;
    }
    throw refusal.get().errno() == Errno.EPERM
        ? IpvsModule.notPermitted()
        : new IOException("the kernel's IPVS: " + refusal.get().text());
  }

  @Override
  public void close() {
    kernel.close();
  }
}
