package lvs.director.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.Adoption;
import lvs.director.ipvs.Impossible;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsTable;
import lvs.director.ipvs.WantedRow;
import lvs.director.ipvs.WantedRows;
import lvs.director.linux.TableReader.Snapshot;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.LvsSettings;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;
import lvs.director.port.KernelStatus;

/**
 * The kernel's IPVS as data plane. Changes go through one socket, by {@link TableKeeper}; readings
 * through another, by {@link TableReader}, so that no change waits for a reading: a table is
 * compared with the newest reading there is, which for all but huge tables was made just then.
 */
public final class IpvsPlane implements DataPlane {
  private static final System.Logger LOG = System.getLogger("lvs.director.linux");

  /** Comparisons that come faster are made without a new reading. */
  private static final long BETWEEN_READINGS_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long a comparison waits for its reading, before it takes the one before. */
  private static final Duration READING = Duration.ofMillis(50);

  private static final Duration AT_LEAST_ONE = Duration.ofSeconds(10);
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final IpvsSocket socket;
  private final TableKeeper keeper;
  private final TableReader reader;
  private final SyncDaemons daemons;
  private final IdleTimes idleTimes;
  private final IpvsSysctls sysctls = new IpvsSysctls();
  private final WantedRows rows = new WantedRows();

  /** Held by whoever uses the socket for changes. */
  private final ReentrantLock lock = new ReentrantLock();

  private LvsSettings settings = LvsSettings.DEFAULT;
  private IpvsSettings ipvs = IpvsSettings.DEFAULT;
  private SyncRole role = SyncRole.NONE;
  private List<Refused> settingsRefused = List.of();
  private List<Refused> syncRefused = List.of();
  private ServiceTable wanted = ServiceTable.EMPTY;
  private WantedRows.Wanted translated = WantedRows.Wanted.NOTHING;
  private long lastReadingNanos = System.nanoTime() - BETWEEN_READINGS_NANOS;
  private Snapshot compared;
  private boolean closed;
  private volatile boolean begun;
  private volatile ServiceTable have = ServiceTable.EMPTY;

  private IpvsPlane(IpvsSocket socket, IpvsSocket reading, OwnedServices owned) {
    this.socket = socket;
    this.keeper = new TableKeeper(KernelTable.of(socket), owned);
    this.reader = new TableReader(reading, keeper::changes);
    this.daemons = new SyncDaemons(socket);
    this.idleTimes = new IdleTimes(socket, keeper);
  }

  /**
   * The table of the network namespace of the calling thread.
   *
   * @param stateFolder where it is written which services are ours, so that a later run knows
   * @throws IOException when this kernel has no IPVS or this user may not; says which and the
   *     remedy
   */
  public static IpvsPlane open(Path stateFolder) throws IOException {
    IpvsSocket socket = IpvsSocket.open();
    try {
      OwnedServices owned = OwnedServices.open(stateFolder, OwnedServices.tableOfThisThread());
      owned.complaint().ifPresent(why -> LOG.log(System.Logger.Level.WARNING, why));
      IpvsPlane plane = new IpvsPlane(socket, IpvsSocket.open(), owned);
      plane.reader.start();
      return plane;
    } catch (IOException | RuntimeException failed) {
      socket.close();
      throw failed;
    }
  }

  @Override
  public String name() {
    return "ipvs";
  }

  @Override
  public void configure(LvsSettings settings, IpvsSettings ipvs) {
    lock.lock();
    try {
      this.settings = settings;
      this.ipvs = ipvs;
      keeper.mend(ipvs.mendsDrift());
      List<Refused> refused = new ArrayList<>();
      idleTimes.hold(settings).ifPresent(refused::add);
      sysctls.hold(ipvs.sysctls()).forEach(why -> refused.add(new Refused("ipvs_sysctl", why)));
      settingsRefused = List.copyOf(refused);
      syncRefused = daemons.follow(settings.syncDaemon(), role);
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The same object as last time asks for a comparison with the kernel. {@link
   * ServiceTable#EMPTY} itself as the first says that nobody wanted anything yet: what an earlier
   * run left carries connections, and stays until it is known what is wanted.
   */
  @Override
  public Applied apply(ServiceTable table) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the ipvs plane is closed");
      }
      if (!begun && table == ServiceTable.EMPTY) {
        return withOthers(Applied.AS_WANTED);
      }
      Applied applied = begun && table == wanted ? compare() : change(table);
      have = present();
      return withOthers(applied);
    } finally {
      lock.unlock();
    }
  }

  private Applied change(ServiceTable table) {
    WantedRows.Wanted next = rows.translate(table);
    Applied applied = begun ? keeper.change(next.table()) : begin(next.table());
    wanted = table;
    translated = next;
    begun = true;
    return applied;
  }

  private Applied begin(IpvsTable first) {
    if (settings.flush()) {
      keeper.flush();
    }
    try {
      return keeper.begin(socket.read().table(), first);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the kernel's table cannot be read", unreadable);
    }
  }

  private Applied compare() {
    syncRefused = daemons.follow(settings.syncDaemon(), role);
    long nowNanos = System.nanoTime();
    if (nowNanos - lastReadingNanos < BETWEEN_READINGS_NANOS) {
      return keeper.change(translated.table());
    }
    lastReadingNanos = nowNanos;
    Snapshot newest = reader.await(READING).orElse(compared);
    if (newest == compared) {
      return keeper.change(translated.table());
    }
    compared = newest;
    return keeper.compare(translated.table(), newest.table(), newest.changesBefore());
  }

  /** What is wanted, but for what the kernel would not have so. */
  private ServiceTable present() {
    IpvsTable left = keeper.left();
    if (left == translated.table() && translated.impossible().isEmpty()) {
      return wanted;
    }
    Map<ServiceKey, ServiceTable.Service> services = new LinkedHashMap<>();
    for (IpvsTable.Row row : left.rows().values()) {
      present(row).ifPresent(service -> services.put(service.key(), service));
    }
    return new ServiceTable(services);
  }

  private Optional<ServiceTable.Service> present(IpvsTable.Row row) {
    ServiceKey key = row.service().key();
    if (row != translated.table().rows().get(key)) {
      return Adoption.service(row);
    }
    ServiceTable.Service service = wanted.services().get(key);
    Map<Endpoint, ServiceTable.Server> servers = new LinkedHashMap<>(service.servers());
    servers
        .values()
        .removeIf(server -> !row.servers().containsKey(WantedRow.endpoint(key, server)));
    return Optional.of(
        new ServiceTable.Service(key, service.scheduling(), service.persistence(), servers));
  }

  private Applied withOthers(Applied applied) {
    List<Refused> refused = new ArrayList<>();
    for (Impossible impossible : translated.impossible()) {
      refused.add(new Refused(impossible.what(), impossible.why()));
    }
    refused.addAll(applied.refused());
    refused.addAll(settingsRefused);
    refused.addAll(syncRefused);
    reader.failure().ifPresent(why -> refused.add(new Refused("reading the kernel's table", why)));
    return new Applied(List.copyOf(refused), applied.drift(), applied.mended());
  }

  @Override
  public ServiceTable have() {
    return begun ? have : found();
  }

  /** What there is before we begin, unless we begin with an empty table. */
  private ServiceTable found() {
    return settings.flush()
        ? ServiceTable.EMPTY
        : recent().map(each -> Adoption.of(each.table())).orElse(ServiceTable.EMPTY);
  }

  /** Not older than a second where that does not take long. */
  private Optional<Snapshot> recent() {
    Optional<Snapshot> newest = reader.newest().filter(this::isFresh);
    if (newest.isPresent()) {
      return newest;
    }
    Optional<Snapshot> next = reader.await(READING).filter(each -> ageNanos(each) < OLD_NANOS);
    return next.isPresent() ? next : reader.await(AT_LEAST_ONE);
  }

  private boolean isFresh(Snapshot snapshot) {
    return ageNanos(snapshot) < FRESH_NANOS && snapshot.changesBefore() == keeper.changes();
  }

  private static long ageNanos(Snapshot snapshot) {
    return System.nanoTime() - snapshot.endedNanos();
  }

  @Override
  public Map<ServiceKey, ServiceCounters> counters() {
    ServiceTable ours = begun ? have : ServiceTable.EMPTY;
    return recent().map(each -> PlaneCounters.of(ours, each.services())).orElse(Map.of());
  }

  @Override
  public List<Connection> connections(int limit) {
    return ConnectionFile.read(limit);
  }

  @Override
  public void zero(ServiceKey service) {
    lock.lock();
    try {
      if (!closed) {
        socket.apply(List.of(new IpvsChange.Zero(Optional.of(service))));
      }
    } finally {
      lock.unlock();
    }
    reader.forget();
  }

  @Override
  public void synchronise(SyncRole role) {
    lock.lock();
    try {
      this.role = role;
      syncRefused = daemons.follow(settings.syncDaemon(), role);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long synchronisedConnections() {
    return ConnectionFile.synchronised();
  }

  @Override
  public KernelStatus kernel() {
    lock.lock();
    try {
      return reader.newest().or(this::recent).map(this::status).orElse(KernelStatus.NONE);
    } finally {
      lock.unlock();
    }
  }

  private KernelStatus status(Snapshot snapshot) {
    return new KernelStatus(
        snapshot.info().version(),
        snapshot.info().connectionTableSize(),
        foreign(snapshot),
        snapshot.sync(),
        snapshot.synchronisedConnections(),
        sysctls.rows(have));
  }

  private List<KernelStatus.Foreign> foreign(Snapshot snapshot) {
    return snapshot.table().rows().values().stream()
        .filter(row -> !keeper.owns(row.service().key()))
        .map(
            row ->
                new KernelStatus.Foreign(
                    row.service().key(), row.service().scheduler(), row.servers().size()))
        .toList();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Otherwise, as keepalived: our services go, or all with {@code lvs_flush_on_stop}. A service
   * takes its servers with it, so {@code lvs_flush_on_stop VS} is no different. Where the table
   * stays, connections do, and with them the settings that they need.
   */
  @Override
  public void close(boolean keepTable) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      reader.close();
      daemons.close();
      if (!keepTable && !ipvs.keepsTableOnStop()) {
        takeAway();
      }
      socket.close();
    } finally {
      lock.unlock();
    }
  }

  private void takeAway() {
    if (begun) {
      if (settings.flushOnStop()) {
        keeper.flush();
      } else {
        keeper.clear();
      }
    }
    idleTimes.release();
    sysctls.releaseAll();
  }
}
