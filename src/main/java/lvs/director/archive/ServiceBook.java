package lvs.director.archive;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import lvs.director.base.Endpoint;
import lvs.director.model.RealServer;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService;
import lvs.director.pool.CheckResult;
import lvs.director.pool.CheckStatus;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.Director.ServiceRates;

/** A virtual service with its real servers, as it is counted and sampled: the sum of its keys. */
final class ServiceBook {
  /** Where the quantities of both subjects begin that show how things stand. */
  private static final int STANDING = CounterSource.COUNTERS;

  private final VirtualService service;
  final Account account;
  private final Map<Endpoint, Account> servers = new HashMap<>();
  private final Map<ServiceKey, TrafficBook> books;
  private Map<ServiceKey, ServiceRates> traffic = Map.of();

  /**
   * @param accounts opens one for an archive
   * @param books of all services of the table; goes on over a reload
   */
  ServiceBook(
      VirtualService service,
      Function<ArchiveId, Account> accounts,
      Map<ServiceKey, TrafficBook> books) {
    this.service = service;
    this.books = books;
    this.account = accounts.apply(ArchiveId.service(service.id()));
    for (RealServer each : service.realServers()) {
      ArchiveId id = ArchiveId.server(service.id(), each.endpoint().id());
      servers.put(each.endpoint(), accounts.apply(id));
    }
  }

  /**
   * Takes what happened since the last reading.
   *
   * @param all the sum of all services
   */
  void count(
      Map<ServiceKey, ServiceRates> now, long reading, TrafficBook.Past past, AllTraffic all) {
    traffic = now;
    for (ServiceKey key : service.keys()) {
      ServiceRates rates = now.get(key);
      if (rates != null) {
        count(key, rates.counters(), reading, past, all);
      }
    }
  }

  private void count(
      ServiceKey key,
      ServiceCounters counters,
      long reading,
      TrafficBook.Past past,
      AllTraffic all) {
    TrafficBook book = books.get(key);
    if (book == null) {
      book = new TrafficBook(key, past, counters);
      books.put(key, book);
      if (book.goesOn()) {
        goesOn();
        all.goesOn();
      }
    }
    long[] total = book.total(counters, reading);
    add(account, total);
    all.count(total);
    for (Map.Entry<Endpoint, ServerCounters> each : counters.servers().entrySet()) {
      long[] happened = book.server(each.getKey(), each.getValue(), reading);
      Account server = servers.get(each.getKey());
      if (server != null) {
        add(server, happened);
      }
    }
    book.keepOnly(servers.keySet(), reading);
  }

  private void goesOn() {
    account.goesOn();
    servers.values().forEach(Account::goesOn);
  }

  private static void add(Account account, long[] happened) {
    for (int i = 0; i < happened.length; i++) {
      account.count(i, happened[i]);
    }
  }

  /** Whom the sampler gives what is sampled. */
  interface Taker {
    void take(Account account, long[] standing) throws IOException;
  }

  void sample(VirtualServiceStatus status, Taker taker) throws IOException {
    long[] standing = new long[account.file.quantities.size()];
    int at = connections(standing, null);
    standing[at++] = status.serversUp();
    standing[at++] = status.servers().size();
    standing[at++] = status.weightUp();
    standing[at] = status.quorumUp() ? 1 : 0;
    taker.take(account, standing);
    for (VirtualServiceStatus.ServerView each : status.servers()) {
      RealServerStatus server = each.status();
      Account of = servers.get(server.server().endpoint());
      if (of != null) {
        taker.take(of, standing(server, of));
      }
    }
  }

  private long[] standing(RealServerStatus server, Account of) {
    long[] standing = new long[of.file.quantities.size()];
    int at = connections(standing, server.server().endpoint());
    standing[at++] = server.weight();
    standing[at++] = server.up() ? 1 : 0;
    standing[at] = latencyMicros(server);
    return standing;
  }

  /** The longest of its checks' last results. */
  private static long latencyMicros(RealServerStatus server) {
    long longest = PendingSamples.UNKNOWN;
    for (CheckStatus check : server.checks()) {
      for (CheckResult last : check.last().isEmpty() ? check.last() : check.last().subList(0, 1)) {
        longest = Math.max(longest, last.latencyNanos() / 1000);
      }
    }
    return longest;
  }

  /**
   * @param server null takes all, the sorry server too
   * @return where the next quantity goes
   */
  private int connections(long[] standing, Endpoint server) {
    for (ServiceKey key : service.keys()) {
      ServiceRates rates = traffic.get(key);
      if (rates != null) {
        Map<Endpoint, ServerCounters> counters = rates.counters().servers();
        if (server == null) {
          counters.values().forEach(each -> add(standing, each));
        } else if (counters.containsKey(server)) {
          add(standing, counters.get(server));
        }
      }
    }
    return STANDING + 3;
  }

  private static void add(long[] standing, ServerCounters counters) {
    standing[STANDING] += counters.active();
    standing[STANDING + 1] += counters.inactive();
    standing[STANDING + 2] += counters.persistent();
  }

  long active() {
    long[] standing = new long[STANDING + 3];
    connections(standing, null);
    return standing[STANDING];
  }
}
