package lvs.director.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualService;
import lvs.director.pool.PoolView;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.port.Director;
import lvs.director.port.Director.ServiceRates;
import lvs.director.vrrp.VrrpView.RouterStatus;

/**
 * Looks at the director through its views: counts at each reading of the data plane, and samples at
 * whole multiples of each archive's step.
 */
final class Sampler {
  /** Up to so many, what was counted is kept at each reading and not at each step only. */
  private static final int FEW = 4000;

  private final Director director;
  private final ArchiveStore store;
  private final JournalReplay replay;
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<ServiceKey, TrafficBook> books = new HashMap<>();
  private final Map<String, ServiceBook> services = new LinkedHashMap<>();
  private final Map<String, RouterBook> routers = new HashMap<>();

  /** Those whose object has left, with what they still have to say. */
  private final List<Account> leaving = new ArrayList<>();

  /** The last time that was sampled, for each step that an archive has. */
  private final SortedMap<Long, Long> sampled = new TreeMap<>();

  private TrafficBook.Past past;
  private DirectorBook directorBook;
  private AllTraffic allTraffic;
  private Configuration configuration;
  private Map<ServiceKey, ServiceRates> traffic;
  private long reading;
  private long stepSeconds;

  Sampler(Director director, ArchiveStore store, JournalReplay replay, TrafficBook.Past past) {
    this.director = director;
    this.store = store;
    this.replay = replay;
    this.past = past;
  }

  int archives() {
    return accounts.size();
  }

  /**
   * @param step of new archives
   */
  void follow(long step) {
    stepSeconds = step;
  }

  /**
   * Takes what happened since the last call.
   *
   * @return whether the data plane was read since
   */
  boolean count(long nowEpochSeconds) {
    boolean first = configuration == null;
    if (director.configuration() != configuration) {
      reshape(director.configuration(), nowEpochSeconds);
    }
    if (first && past.running()) {
      passOver();
    }
    directorBook.count();
    for (RouterStatus router : director.vrrp().routers()) {
      RouterBook book = routers.get(router.router().name());
      if (book != null) {
        book.count(router);
      }
    }
    Map<ServiceKey, ServiceRates> now = director.traffic();
    if (now == traffic) {
      return false;
    }
    traffic = now;
    reading++;
    services.values().forEach(each -> each.count(now, reading, past, allTraffic));
    past = past.read();
    return true;
  }

  private void passOver() {
    directorBook.passOver();
    for (RouterStatus router : director.vrrp().routers()) {
      RouterBook book = routers.get(router.router().name());
      if (book != null) {
        book.passOver(router);
      }
    }
  }

  /**
   * Files that are still to be made begin by now, whatever the clock said when they were wanted.
   */
  void beginBy(long nowEpochSeconds) {
    accounts.values().forEach(each -> each.beginBy(nowEpochSeconds));
  }

  /** Whether the data plane has been read, if there is one. */
  boolean isReady() {
    return configuration.virtualServices().isEmpty() || !director.traffic().isEmpty();
  }

  private void reshape(Configuration next, long nowEpochSeconds) {
    configuration = next;
    Map<String, Account> before = Map.copyOf(accounts);
    accounts.clear();
    Account own = open(ArchiveId.DIRECTOR, before, nowEpochSeconds);
    if (directorBook == null) {
      directorBook = new DirectorBook(director, own);
      allTraffic = new AllTraffic(own);
    }
    services.clear();
    for (VirtualService each : next.virtualServices()) {
      services.put(
          each.id(), new ServiceBook(each, id -> open(id, before, nowEpochSeconds), books));
    }
    Set<ServiceKey> keys =
        next.virtualServices().stream()
            .flatMap(each -> each.keys().stream())
            .collect(Collectors.toSet());
    books.keySet().retainAll(keys);
    reshapeRouters(next, before, nowEpochSeconds);
    before.forEach(
        (id, account) -> {
          if (!accounts.containsKey(id)) {
            leaving.add(account);
          }
        });
  }

  private void reshapeRouters(Configuration next, Map<String, Account> before, long now) {
    Set<String> names =
        next.vrrp().virtualRouters().stream().map(VirtualRouter::name).collect(Collectors.toSet());
    routers.keySet().retainAll(names);
    for (String name : names) {
      Account account = open(ArchiveId.router(name), before, now);
      routers.computeIfAbsent(name, _ -> new RouterBook(account));
    }
  }

  private Account open(ArchiveId id, Map<String, Account> before, long now) {
    Account account = before.get(id.text());
    if (account == null) {
      account = leaving.stream().filter(each -> each.file.id.equals(id)).findAny().orElse(null);
      leaving.remove(account);
    }
    if (account == null) {
      account = open(id, now);
    }
    accounts.put(id.text(), account);
    return account;
  }

  private Account open(ArchiveId id, long now) {
    ArchiveFile file = store.archive(id, stepSeconds, now / stepSeconds * stepSeconds);
    file.live = true;
    long begin = now / file.stepSeconds * file.stepSeconds;
    sampled.putIfAbsent(file.stepSeconds, begin);
    Account account = new Account(file, begin);
    JournalReplay.Carried carried = replay.carried().remove(file);
    if (carried != null) {
      account.restore(carried);
    }
    return account;
  }

  /** Of the archives that are sampled. */
  long shortestStepSeconds() {
    return sampled.firstKey();
  }

  /** Whether some archive's step has passed. */
  boolean isDue(long nowEpochSeconds) {
    return sampled.entrySet().stream()
        .anyMatch(each -> nowEpochSeconds / each.getKey() * each.getKey() != each.getValue());
  }

  /**
   * Samples the archives whose step has passed.
   *
   * @param again the clock was ahead, and what it had said then is taken back
   * @throws IOException when nothing was sampled; counting goes on
   */
  void sample(long nowEpochSeconds, boolean again) throws IOException {
    Sampling sampling = new Sampling(nowEpochSeconds, again, store.step(nowEpochSeconds, true));
    for (PoolView.ServiceView each : director.pool().services()) {
      VirtualServiceStatus status = each.status();
      ServiceBook book = services.get(status.service().id());
      if (book != null) {
        book.sample(status, sampling);
      }
    }
    for (RouterStatus router : director.vrrp().routers()) {
      RouterBook book = routers.get(router.router().name());
      if (book != null) {
        book.sample(router, director.nowNanos(), sampling);
      }
    }
    long active = services.values().stream().mapToLong(ServiceBook::active).sum();
    directorBook.sample(active, sampling);
    for (Account each : leaving) {
      sampling.leave(each);
    }
    sampling.commit();
    leave(sampling);
  }

  private void leave(Sampling sampling) {
    leaving.removeIf(
        account -> {
          boolean done = sampling.isDone(account);
          account.file.live = account.file.live && !done;
          return done;
        });
  }

  /** Keeps what was counted over the end of this process. */
  void carry(long nowEpochSeconds) throws IOException {
    if (accounts.size() <= FEW) {
      carryAll(nowEpochSeconds);
    }
  }

  void carryAll(long nowEpochSeconds) throws IOException {
    new Sampling(nowEpochSeconds, false, store.step(nowEpochSeconds, false)).commit();
  }

  /** One pass over all archives. */
  private final class Sampling implements ServiceBook.Taker {
    private final long now;
    private final boolean again;
    private final ArchiveStore.Step step;
    private final Map<Account, Long> taken = new HashMap<>();

    Sampling(long now, boolean again, ArchiveStore.Step step) {
      this.now = now;
      this.again = again;
      this.step = step;
    }

    @Override
    public void take(Account account, long[] standing) throws IOException {
      ArchiveFile file = account.file;
      long due = now / file.stepSeconds * file.stepSeconds;
      // A file that somebody put back may have a step of its own.
      if (!file.made || sampled.computeIfAbsent(file.stepSeconds, _ -> 0L) == due) {
        return;
      }
      if (due > file.lastEpochSeconds) {
        account.sample(step, due, standing);
        taken.put(account, due);
      } else if (again) {
        takeAgain(account, due, standing);
      }
    }

    private void takeAgain(Account account, long due, long[] standing) throws IOException {
      ArchiveFile file = account.file;
      if (file.lastEpochSeconds - due > Layout.HEARTBEAT_SECONDS) {
        store.setAside(step, file, due - file.stepSeconds);
        account.startAnew(due - file.stepSeconds);
      } else {
        long patience = RecordClock.patienceSeconds() / file.stepSeconds * file.stepSeconds;
        account.sampleAgain(step, due - Math.max(patience, file.stepSeconds), due, standing);
        taken.put(account, due);
      }
    }

    void leave(Account account) throws IOException {
      if (account.isTouched()) {
        long[] unknown = new long[account.file.quantities.size()];
        java.util.Arrays.fill(unknown, PendingSamples.UNKNOWN);
        take(account, unknown);
      }
    }

    boolean isDone(Account account) {
      return taken.containsKey(account) || !account.isTouched() || !account.file.made;
    }

    void commit() throws IOException {
      for (Account each : accounts.values()) {
        carry(each);
      }
      for (Account each : leaving) {
        carry(each);
      }
      for (TrafficBook each : books.values()) {
        each.journal(step);
      }
      step.commit();
      taken.forEach(Account::sampled);
      if (step.isSampling()) {
        sampled.replaceAll((seconds, _) -> now / seconds * seconds);
      }
    }

    private void carry(Account account) throws IOException {
      if (!taken.containsKey(account) && account.isTouched()) {
        account.carry(step);
      }
    }
  }
}
