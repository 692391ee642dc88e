package lvs.director.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import lvs.director.ipvs.Adoption;
import lvs.director.ipvs.Impossible;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsTable;
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

  /** After a comparison the next one needs no new reading for so long. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A reading that was made for somebody else will do for a comparison for so long. */
  private static final long YOUNG_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** How long a comparison waits for its reading, before it takes the one before. */
  private static final Duration SOON = Duration.ofMillis(50);

  private static final Duration READING = Duration.ofSeconds(10);

  private final IpvsSocket socket;
  private final TableKeeper keeper;
  private final TableReader reader;
  private final PlaneSettings settings;
  private final SynchronisedCount synchronised = new SynchronisedCount();
  private final WantedRows rows = new WantedRows();

  /** Held by whoever uses the socket for changes. */
  private final ReentrantLock lock = new ReentrantLock();

  private ServiceTable wanted = ServiceTable.EMPTY;
  private WantedRows.Wanted translated = WantedRows.Wanted.NOTHING;
  private Snapshot compared;
  private boolean closed;
  private volatile boolean begun;
  private volatile ServiceTable have = ServiceTable.EMPTY;

  private IpvsPlane(
      IpvsSocket socket, IpvsSocket reading, OwnedServices owned, IpvsSysctls sysctls) {
    this.socket = socket;
    this.keeper = new TableKeeper(KernelTable.of(socket), owned);
    this.reader = new TableReader(reading, keeper::changes);
    this.settings =
        new PlaneSettings(new IdleTimes(socket, keeper), sysctls, new SyncDaemons(socket));
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
      OwnedServices owned = OwnedServices.open(stateFolder, StateFile.kernelOfThisThread());
      owned.complaint().ifPresent(why -> LOG.log(System.Logger.Level.WARNING, why));
      IpvsPlane plane =
          new IpvsPlane(socket, IpvsSocket.open(), owned, new IpvsSysctls(stateFolder));
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
  public void configure(LvsSettings lvs, IpvsSettings ipvs) {
    lock.lock();
    try {
      keeper.mend(ipvs.mendsDrift());
      settings.configure(lvs, ipvs);
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>{@link ServiceTable#EMPTY} itself as the first says that nobody wanted anything yet: what an
   * earlier run left carries connections, and stays until it is known what is wanted.
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
      have = PresentTable.of(wanted, translated, keeper.left());
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
    if (settings.lvs().flush()) {
      keeper.flush();
    }
    try {
      return keeper.begin(socket.read().table(), first);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the kernel's table cannot be read", unreadable);
    }
  }

  /** With a reading that was not compared with yet; without one, only our own work is looked at. */
  private Applied compare() {
    settings.follow();
    Optional<Snapshot> reading = uncompared();
    if (reading.isEmpty()) {
      return keeper.change(translated.table());
    }
    compared = reading.get();
    return keeper.compare(translated.table(), compared.table(), compared.changesBefore());
  }

  private Optional<Snapshot> uncompared() {
    if (compared != null && ageNanos(compared) < PAUSE_NANOS) {
      return Optional.empty();
    }
    return reader
        .newest()
        .filter(each -> each != compared && ageNanos(each) < YOUNG_NANOS)
        .or(() -> reader.await(SOON).filter(each -> each != compared));
  }

  private static long ageNanos(Snapshot snapshot) {
    return System.nanoTime() - snapshot.endedNanos();
  }

  private Applied withOthers(Applied applied) {
    List<Refused> refused = new ArrayList<>();
    for (Impossible impossible : translated.impossible()) {
      refused.add(new Refused(impossible.what(), impossible.why()));
    }
    refused.addAll(applied.refused());
    refused.addAll(settings.refused());
    reader.failure().ifPresent(why -> refused.add(new Refused("reading the kernel's table", why)));
    return new Applied(List.copyOf(refused), applied.drift(), applied.mended());
  }

  @Override
  public ServiceTable have() {
    return begun ? have : found();
  }

  /** What there is before we begin, unless we begin with an empty table. */
  private ServiceTable found() {
    return settings.lvs().flush()
        ? ServiceTable.EMPTY
        : reader.await(READING).map(each -> Adoption.of(each.table())).orElse(ServiceTable.EMPTY);
  }

  @Override
  public Map<ServiceKey, ServiceCounters> counters() {
    ServiceTable ours = begun ? have : ServiceTable.EMPTY;
    return reader
        .await(READING)
        .map(each -> PlaneCounters.of(ours, each.services()))
        .orElse(Map.of());
  }

  @Override
  public List<Connection> connections(int limit) {
    return ConnectionFile.read(limit, have());
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
  }

  @Override
  public void synchronise(SyncRole role) {
    lock.lock();
    try {
      settings.synchronise(role);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long synchronisedConnections() {
    return synchronised.connections();
  }

  @Override
  public KernelStatus kernel() {
    return reader
        .newest()
        .or(() -> reader.await(READING))
        .map(this::status)
        .orElse(KernelStatus.NONE);
  }

  private KernelStatus status(Snapshot snapshot) {
    long learned = snapshot.sync().isEmpty() ? 0 : synchronisedConnections();
    lock.lock();
    try {
      return new KernelStatus(
          snapshot.info().version(),
          snapshot.info().connectionTableSize(),
          foreign(snapshot),
          snapshot.sync(),
          learned,
          settings.sysctls(have));
    } finally {
      lock.unlock();
    }
  }

  private List<KernelStatus.Foreign> foreign(Snapshot snapshot) {
    return snapshot.table().rows().values().stream()
        .filter(row -> keeper.isForeign(row.service().key(), snapshot.changesBefore()))
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
      settings.stopDaemons();
      if (!keepTable && !settings.ipvs().keepsTableOnStop()) {
        takeAway();
      }
      socket.close();
    } finally {
      lock.unlock();
    }
  }

  private static void complain(Refused kept) {
    LOG.log(System.Logger.Level.WARNING, kept.what() + " stays in the kernel: " + kept.why());
  }

  private void takeAway() {
    if (begun) {
      if (settings.lvs().flushOnStop()) {
        keeper.flush();
      } else {
        keeper.clear().forEach(IpvsPlane::complain);
      }
    }
    settings.release();
  }
}
