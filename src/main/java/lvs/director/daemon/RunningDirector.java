package lvs.director.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lvs.director.config.Loaded;
import lvs.director.config.RecordedReading;
import lvs.director.config.text.Problem;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualService;
import lvs.director.pool.PoolEffect;
import lvs.director.pool.PoolEngine;
import lvs.director.pool.PoolEvent;
import lvs.director.pool.PoolView;
import lvs.director.pool.ServerOverride;
import lvs.director.port.Archives;
import lvs.director.port.DataPlane;
import lvs.director.port.Director;
import lvs.director.port.DirectorControl;
import lvs.director.port.DriftStatus;
import lvs.director.port.EventHistory;
import lvs.director.port.KernelStatus;
import lvs.director.port.MailDesk;
import lvs.director.port.PlaneNotice;
import lvs.director.port.Prober;
import lvs.director.port.Refusal;
import lvs.director.probe.NetworkProber;
import lvs.director.probe.ScriptRunner;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView;

/**
 * One director at work: the pool engine's loop, the data plane's loop, checks, scripts and state,
 * and what views read of them.
 */
final class RunningDirector implements Director, AutoCloseable {
  private final Path file;
  private final EventLog log;
  private final Journal journal;
  private final OverrideStore store;
  private final StateWriter stateWriter;
  private final ScriptQueue scripts;
  private final PlaneSide plane;
  private final PoolLoop pool;
  private final CheckRunner checks;
  private final LinkReports links;
  private final VrrpSide vrrp;
  private final Control control;
  private final Feasibility feasibility;
  private final InitialNumbers initialNumbers;
  private final RecordSide records;
  private final MailSide mail;
  private final List<Consumer<Configuration>> afterChange = new CopyOnWriteArrayList<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final AtomicReference<Throwable> defect = new AtomicReference<>();
  private final long startedEpochMillis = System.currentTimeMillis();
  private final long epochMillisAtNanosZero = startedEpochMillis - System.nanoTime() / 1_000_000;
  private volatile RecordedReading inForce;
  private volatile List<String> warnings = List.of();
  private volatile String reloadError = "";
  private volatile long configuredEpochMillis = startedEpochMillis;
  private volatile boolean keepsTable;
  private volatile ReloadListener reloads = ReloadListener.NOBODY;
  private volatile Optional<CatchUpWatch> catchUp = Optional.empty();
  private boolean started;

  /** What a director is made of besides its own threads. */
  record Parts(
      ChosenPlane plane,
      Prober prober,
      ScriptRunner scriptRunner,
      ScriptQueue scripts,
      OperatingSystem machine,
      Optional<PacketRecorder> recorder,
      Path stateFolder) {}

  RunningDirector(Path file, RecordedReading first, Parts parts, EventLog log) {
    this.file = file;
    this.inForce = first;
    this.log = log;
    this.journal = new Journal(log);
    this.store = new OverrideStore(parts.stateFolder());
    HoldStore holds = new HoldStore(parts.stateFolder());
    this.stateWriter = new StateWriter(store, holds, log);
    this.scripts = parts.scripts();
    this.pool =
        new PoolLoop(
            new PoolEngine(System.nanoTime(), NetworkProber::runs),
            this::perform,
            this::stopBecauseOfDefect);
    this.plane = new PlaneSide(parts.plane(), log, new PlaneHooks());
    this.checks = new CheckRunner(parts.prober(), pool::put);
    this.links = new LinkReports(parts.machine(), log);
    links.onAddresses(found -> pool.offer(new PoolEvent.LocalAddressesChanged(found)));
    links.onAddresses(_ -> plane.compareNow());
    this.vrrp =
        new VrrpSide(
            new VrrpSide.Surroundings(
                parts.machine(),
                links,
                parts.recorder(),
                parts.scriptRunner(),
                scripts,
                journal,
                stateWriter,
                holds,
                log,
                plane::compareNow,
                plane::hear,
                this::stopBecauseOfDefect));
    this.control = new Control(this, pool, vrrp);
    this.feasibility = new Feasibility();
    this.initialNumbers = new InitialNumbers(log);
    this.records = new RecordSide(this, parts.stateFolder(), log);
    this.mail = new MailSide(this, parts.stateFolder(), log);
    afterChange.add(records::follow);
    afterChange.add(mail::follow);
  }

  /** Starts the threads and puts the first configuration in force. */
  void start() throws Refusal {
    pool.start();
    restoreOverrides();
    putInForce(inForce);
  }

  private void restoreOverrides() throws Refusal {
    store
        .obstacle()
        .ifPresent(
            why ->
                log.warning(
                    "operator changes will not survive a restart: "
                        + why
                        + "; make the state folder writable or choose another with --state-dir"));
    try {
      List<ServerOverride> kept =
          store.restore(
              System.nanoTime(),
              System.currentTimeMillis(),
              line -> log.warning("an override cannot be read and is forgotten: " + line));
      if (!kept.isEmpty()) {
        log.info("operator changes still in force from before: " + kept.size());
        pool.ask(new PoolEvent.OverridesRestored(kept));
      }
    } catch (IOException unreadable) {
      log.error("operator changes from before cannot be read: " + unreadable.getMessage());
    }
  }

  /**
   * Takes a checked configuration; returns when engine and plane have it. Listeners come last: one
   * may close the very door that this call came in by.
   */
  void putInForce(RecordedReading reading) throws Refusal {
    Configuration configuration = reading.loaded().configuration().orElseThrow();
    log.syslog(configuration.director().syslog());
    initialNumbers.write(configuration);
    scripts.configure(configuration);
    plane.putInForce(configuration, vrrp.view());
    watchLinks(configuration);
    pool.ask(new PoolEvent.ConfigurationChanged(configuration));
    catchUpOnce(configuration);
    vrrp.putInForce(configuration, reading.loaded().files());
    plane.follow(configuration, vrrp.view());
    inForce = reading;
    configuredEpochMillis = System.currentTimeMillis();
    warnings = warnings(reading);
    feasibility.remarks(configuration, plane.choice()).forEach(log::warning);
    try {
      settle();
    } finally {
      afterChange.forEach(listener -> listener.accept(configuration));
    }
  }

  /** Where nothing depends on it at once, the start does not wait for the kernel's answer. */
  private void watchLinks(Configuration configuration) {
    if (configuration.virtualServices().stream().anyMatch(VirtualService::haSuspend)) {
      links.watchIfPossible();
    } else if (!configuration.virtualServices().isEmpty()) {
      Thread.ofPlatform().name("link-monitor-start").daemon().start(links::watchIfPossible);
    }
  }

  /** Only at the start: who leaves the mastership later has learned its connections before. */
  private void catchUpOnce(Configuration configuration) {
    if (!started) {
      started = true;
      Duration limit = configuration.director().ipvs().syncCatchUp();
      boolean synchronises = plane.choice().filter(ChosenPlane.Choice::isKernel).isPresent();
      if (synchronises && !limit.isZero()) {
        catchUp =
            SyncRoles.router(configuration)
                .map(router -> CatchUpWatch.start(router.name(), limit, catchUpSurroundings()));
      }
    }
  }

  private CatchUpWatch.Surroundings catchUpSurroundings() {
    return new CatchUpWatch.Surroundings(
        vrrp::view, plane::synchronisedConnections, vrrp::catchUp, log);
  }

  private List<String> warnings(RecordedReading reading) {
    Loaded loaded = reading.loaded();
    return Stream.concat(
            loaded.problems().stream().map(RunningDirector::line),
            Feasibility.missing(loaded.configuration().orElseThrow(), plane.choice()).stream())
        .toList();
  }

  /** Calls the listener, on the thread that changes the configuration, whenever one is in force. */
  void afterChange(Consumer<Configuration> listener) {
    afterChange.add(listener);
  }

  /** Waits until the data plane has what the engine wants, so that a later read shows it. */
  void settle() throws Refusal {
    plane.settle();
  }

  private void perform(List<PoolEffect> effects, long dueNanos) {
    for (PoolEffect effect : effects) {
      switch (effect) {
        case PoolEffect.StartCheck start -> checks.start(start, dueNanos);
        case PoolEffect.StopCheck end -> checks.stop(end.probe());
        case PoolEffect.Want want -> plane.want(want.table());
        case PoolEffect.RunScript script -> scripts.run(script);
        case PoolEffect.WriteFifo fifo -> scripts.writeFifo(fifo.line());
        case PoolEffect.KeepOverrides keep -> stateWriter.keep(keep.overrides());
        case PoolEffect.Announce announce -> journal.announce(announce.notice());
      }
    }
  }

  /** An invariant of ours broke: no guess is better than letting init start us anew. */
  private void stopBecauseOfDefect(Throwable cause) {
    defect.set(cause);
    log.error("an engine broke and the director stops: " + cause);
    stop.countDown();
  }

  /** Why no plane can carry this configuration here; asked before it is put in force. */
  Optional<String> planeObstacle(Configuration configuration) {
    return plane.obstacle(configuration);
  }

  /** False while no configuration had work for one. */
  boolean planeIsOpen() {
    return plane.choice().isPresent();
  }

  boolean stopRequested() {
    return stop.getCount() == 0;
  }

  void requestStop() {
    stop.countDown();
  }

  /** Leaves the table for the next run to adopt. */
  void requestStopKeepingTable() throws Refusal {
    if (plane.choice().filter(ChosenPlane.Choice::isKernel).isEmpty()) {
      throw new Refusal(
          "there is no table that could outlive the director: its data plane is "
              + plane.name()
              + "; stop it without --keep-table");
    }
    keepsTable = true;
    requestStop();
  }

  /** A signal asks for the end; a second one does not want to wait for anybody. */
  void endSignalled() {
    requestStop();
    if (signalled.getAndSet(true)) {
      vrrp.hurry();
    }
  }

  /** Hands the virtual addresses over, while everything else goes on. */
  void stopElection() {
    vrrp.stop();
  }

  /**
   * Waits for {@link #requestStop}.
   *
   * @return the defect that ended the director, null after an ordinary request
   */
  Throwable awaitStop() throws InterruptedException {
    stop.await();
    return defect.get();
  }

  void reloadFailed(String why) {
    reloadError = why;
  }

  /** The threads that decide: without one of them there is no director. */
  List<Turning> engines() {
    return Stream.concat(Stream.of(pool), vrrp.engine().stream()).toList();
  }

  /** Who is told when a reload begins and when it is over, whatever became of it. */
  void onReload(ReloadListener listener) {
    reloads = listener;
  }

  ReloadListener reloads() {
    return reloads;
  }

  EventLog log() {
    return log;
  }

  RecordedReading reading() {
    return inForce;
  }

  void zero(ServiceKey key) {
    plane.zero(key);
  }

  @Override
  public Configuration configuration() {
    return inForce.loaded().configuration().orElseThrow();
  }

  @Override
  public String configurationFile() {
    return file.toString();
  }

  @Override
  public List<String> configurationWarnings() {
    return warnings;
  }

  static String line(Problem problem) {
    return problem.at() + ": " + problem.what() + " " + problem.remedy();
  }

  @Override
  public String reloadError() {
    return reloadError;
  }

  @Override
  public long configuredEpochMillis() {
    return configuredEpochMillis;
  }

  @Override
  public long configurationFingerprint() {
    return inForce.fingerprint();
  }

  @Override
  public PoolView pool() {
    return pool.view();
  }

  @Override
  public VrrpView vrrp() {
    return vrrp.view();
  }

  @Override
  public VrrpHealth vrrpHealth() {
    return vrrp.health();
  }

  @Override
  public String planeName() {
    return plane.name();
  }

  @Override
  public String planeReason() {
    return plane.reason();
  }

  @Override
  public ServiceTable have() {
    return plane.have();
  }

  @Override
  public Map<ServiceKey, ServiceRates> traffic() {
    return plane.traffic();
  }

  @Override
  public List<DataPlane.Refused> refused() {
    return plane.refused().stream().filter(each -> !isElsewhere(each)).toList();
  }

  /** A service of a virtual address that another machine has: as it must be. */
  private boolean isElsewhere(DataPlane.Refused refused) {
    return refused.awaits().stream()
        .anyMatch(
            address ->
                vrrp().routers().stream()
                    .filter(router -> router.state() != RouterState.MASTER)
                    .anyMatch(router -> carries(router.router(), address)));
  }

  private static boolean carries(VirtualRouter router, InetAddress address) {
    return Stream.concat(router.addresses().stream(), router.excludedAddresses().stream())
        .anyMatch(each -> each.address().equals(address));
  }

  @Override
  public List<DataPlane.Connection> connections(int limit) {
    return plane.connections(limit);
  }

  @Override
  public KernelStatus kernel() {
    return plane.kernel();
  }

  @Override
  public DriftStatus drift() {
    return plane.drift();
  }

  @Override
  public Health health() {
    return new Health(
        startedEpochMillis,
        checks.running(),
        checks.finished(),
        checks.latenessNanos(0.5),
        checks.latenessNanos(0.99),
        checks.latenessNanos(1),
        pool.queued(),
        pool.refused());
  }

  @Override
  public EventHistory events() {
    return records.events();
  }

  @Override
  public Archives archives() {
    return records.archives();
  }

  @Override
  public MailDesk mail() {
    return mail.desk();
  }

  @Override
  public DirectorControl control() {
    return control;
  }

  @Override
  public void listen(NoticeListener listener) {
    journal.listen(listener);
  }

  @Override
  public long epochMillis(long nanos) {
    return epochMillisAtNanosZero + nanos / 1_000_000;
  }

  @Override
  public long nowNanos() {
    return System.nanoTime();
  }

  /** A reload to the empty configuration, unless the table stays; then the end of every thread. */
  @Override
  public void close() {
    boolean stays = keepsTable();
    records.rest();
    catchUp.ifPresent(CatchUpWatch::close);
    vrrp.close();
    links.close();
    if (!stays) {
      try {
        pool.ask(new PoolEvent.ConfigurationChanged(Configuration.EMPTY));
      } catch (Refusal stuck) {
        log.error("stopping without the pool engine: " + stuck.getMessage());
      }
    }
    pool.close();
    checks.close();
    plane.close(stays);
    scripts.close();
    records.close();
    mail.close();
    stateWriter.close();
  }

  /** After a defect too: init starts the director anew, which adopts it. */
  private boolean keepsTable() {
    return keepsTable
        || defect.get() != null
        || configuration().director().ipvs().keepsTableOnStop();
  }

  private final class PlaneHooks implements PlaneSide.Hooks {
    @Override
    public void found(ServiceTable table) throws Refusal {
      log.info("services found in the kernel's table: " + table.services().size());
      records.found(table);
      pool.ask(new PoolEvent.TableAdopted(table));
    }

    @Override
    public void counted(Map<ServiceKey, DataPlane.ServiceCounters> counters) {
      pool.offer(new PoolEvent.ConnectionsCounted(PlaneReader.connections(counters)));
    }

    @Override
    public void drifted(PlaneNotice notice) {
      journal.announce(notice);
    }
  }
}
