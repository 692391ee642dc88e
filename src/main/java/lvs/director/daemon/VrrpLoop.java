package lvs.director.daemon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import lvs.director.port.AdvertisementChannel;
import lvs.director.vrrp.SocketPlan;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEngine;
import lvs.director.vrrp.VrrpEvent;
import lvs.director.vrrp.VrrpView;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * The thread that runs the election: it owns the engine and the raw sockets, and it waits for
 * nothing but them. One round: packets, then the deadline, then events of other threads. Time is
 * read before the packets, so a deadline that is due by that time is told only after every packet
 * that had arrived by then: a backup never believes that the master is gone while its advertisement
 * waits in the socket.
 */
final class VrrpLoop implements Turning, AutoCloseable {
  private static final int CAPACITY = 65_536;

  /** More packets than so many times a full reading are not waited for: a flood must not win. */
  private static final int READINGS_A_ROUND = 16;

  private static final int FULL_READING = 1_024;
  private static final int EVENTS_A_ROUND = 64;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long WALL_CLOCK_NANOS = 10 * SECOND_NANOS;

  /** A view is made at most so often, and read at most a tenth of a second later. */
  private static final long VIEW_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

  /** A view that nobody needs at once is not made when a deadline is nearer than this. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private record Item(VrrpEvent event, CompletableFuture<Long> done) {}

  private record Answer(CompletableFuture<Long> done, long steppedNanos) {}

  private final VrrpEngine engine;
  private final AdvertisementChannel channel;
  private final Hooks hooks;
  private final IntFunction<String> errnoText;
  private final EffectFailures failures = new EffectFailures(this::post);
  private final Mailbox<Item> events = new Mailbox<>(CAPACITY);
  private final AtomicBoolean asleep = new AtomicBoolean();
  private final LatenessHistogram lateness = new LatenessHistogram();
  private final Thread thread;
  private volatile boolean closing;
  private volatile VrrpView view = VrrpView.EMPTY;
  private volatile long overruns;
  private volatile long rounds;

  /** What follows belongs to the thread. */
  private final List<Answer> carriedOut = new ArrayList<>();

  private final Set<String> sendFailures = new HashSet<>();
  private Set<SocketPlan> sockets = Set.of();
  private boolean socketsMissing;
  private boolean viewStale;
  private boolean viewUrgent;
  private long viewNanos;
  private long wallClockNanos;
  private long listenNanos;

  /** What the loop asks of others; nobody of them may wait. */
  interface Hooks {
    /** On the thread, before its first round: priority, memory. */
    void begin();

    /** Everything but packets and sockets, in order. */
    void perform(VrrpEffect effect);

    void received(long nowNanos, IncomingPacket packet);

    void sent(long nowNanos, OutgoingPacket packet);

    /** The engine is about to be told to stop. */
    void stopping(long nowNanos);

    /** The engine broke an invariant; addresses must go and the director must stop. */
    void defect(Throwable cause);
  }

  /**
   * @param errnoText what an errno of the channel means, in an operator's words
   */
  VrrpLoop(
      VrrpEngine engine, AdvertisementChannel channel, IntFunction<String> errnoText, Hooks hooks) {
    this.engine = engine;
    this.channel = channel;
    this.errnoText = errnoText;
    this.hooks = hooks;
    this.thread = Thread.ofPlatform().name("vrrp").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** What fails at present; effects of other threads report there, too. */
  EffectFailures failures() {
    return failures;
  }

  VrrpView view() {
    return view;
  }

  LatenessHistogram lateness() {
    return lateness;
  }

  long refused() {
    return events.refused();
  }

  long overruns() {
    return overruns;
  }

  /** Queues an event; false when the queue is full, which is counted. */
  boolean post(VrrpEvent event) {
    return post(new Item(event, null));
  }

  /**
   * Queues an event; the future completes when the engine and the view have it, with the time at
   * which the engine was told.
   */
  CompletableFuture<Long> ask(VrrpEvent event) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    if (!post(new Item(event, done))) {
      done.completeExceptionally(new IllegalStateException("the queue of the election is full"));
    }
    return done;
  }

  private boolean post(Item item) {
    boolean accepted = events.offer(item);
    prod();
    return accepted;
  }

  @Override
  public long rounds() {
    return rounds;
  }

  @Override
  public void prod() {
    if (asleep.getAndSet(false)) {
      channel.wake();
    }
  }

  private void run() {
    try {
      hooks.begin();
      tellWallClock(System.nanoTime());
      while (!closing) {
        round();
        rounds = rounds + 1;
        sleep();
      }
    } catch (RuntimeException | Error defect) {
      hooks.defect(defect);
    }
  }

  private void round() {
    long nowNanos = System.nanoTime();
    receive(nowNanos);
    passTime(nowNanos);
    takeEvents();
    listenAgain(nowNanos);
    if (nowNanos - wallClockNanos >= WALL_CLOCK_NANOS) {
      tellWallClock(System.nanoTime());
    }
    publish();
  }

  private void receive(long nowNanos) {
    for (int reading = 0; reading < READINGS_A_ROUND; reading++) {
      List<IncomingPacket> packets = channel.receive();
      for (int i = 0; i < packets.size(); i++) {
        hooks.received(nowNanos, packets.get(i));
        perform(engine.step(nowNanos, new VrrpEvent.PacketReceived(packets.get(i))));
      }
      if (packets.size() < FULL_READING) {
        return;
      }
    }
  }

  private void passTime(long nowNanos) {
    long dueNanos = engine.nextDeadlineNanos();
    if (isDue(dueNanos, nowNanos)) {
      List<VrrpEffect> effects = engine.step(nowNanos, new VrrpEvent.TimePassed());
      viewStale = true;
      for (int i = 0; i < effects.size(); i++) {
        perform(effects.get(i));
        if (effects.get(i) instanceof VrrpEffect.Send) {
          long sentNanos = System.nanoTime();
          lateness.record(sentNanos, sentNanos - dueNanos);
        }
      }
    }
  }

  private static boolean isDue(long dueNanos, long nowNanos) {
    return dueNanos != Long.MAX_VALUE && dueNanos - nowNanos <= 0;
  }

  /** At least one event a round, and more as long as no deadline is due. */
  private void takeEvents() {
    for (int i = 0; i < EVENTS_A_ROUND; i++) {
      Item item = events.poll();
      if (item == null) {
        return;
      }
      long nowNanos = System.nanoTime();
      if (item.event() instanceof VrrpEvent.Stop) {
        hooks.stopping(nowNanos);
      }
      perform(engine.step(nowNanos, item.event()));
      if (item.done() != null) {
        carriedOut.add(new Answer(item.done(), nowNanos));
      }
      if (isDue(engine.nextDeadlineNanos(), nowNanos)) {
        return;
      }
    }
  }

  private void perform(List<VrrpEffect> effects) {
    viewStale = true;
    for (int i = 0; i < effects.size(); i++) {
      perform(effects.get(i));
    }
  }

  private void perform(VrrpEffect effect) {
    switch (effect) {
      case VrrpEffect.Send send -> send(send.router(), send.packet());
      case VrrpEffect.Listen listen -> listen(listen.sockets());
      case VrrpEffect.Announce announce -> {
        viewUrgent = true;
        hooks.perform(announce);
      }
      case VrrpEffect.HandoverEnded ended -> {
        view = engine.view(); // who waits for the end reads what became of it
        hooks.perform(ended);
      }
      default -> hooks.perform(effect);
    }
  }

  private void send(String router, OutgoingPacket packet) {
    int errno = channel.send(packet);
    hooks.sent(System.nanoTime(), packet);
    if (errno != 0 || !sendFailures.isEmpty()) {
      judgeSending(router, packet, errno);
    }
  }

  private void judgeSending(String router, OutgoingPacket packet, int errno) {
    String by = packet.interfaceName().isEmpty() ? "" : " by " + packet.interfaceName();
    String what = "an advertisement to " + packet.destination().getHostAddress() + by;
    if (errno != 0) {
      sendFailures.add(router + what);
      failures.failed(router, what, what + " was not sent: " + errnoText.apply(errno));
    } else if (sendFailures.remove(router + what)) {
      failures.succeeded(router, what);
    }
  }

  private void listen(Set<SocketPlan> plans) {
    sockets = plans;
    listenNanos = System.nanoTime();
    List<String> problems = channel.listen(plans);
    socketsMissing = !problems.isEmpty();
    if (socketsMissing) {
      failures.failed("", "sockets", String.join("; ", problems));
    } else {
      failures.succeeded("", "sockets");
    }
  }

  /** What could not be opened is tried again each second. */
  private void listenAgain(long nowNanos) {
    if (socketsMissing && nowNanos - listenNanos >= SECOND_NANOS) {
      listen(sockets);
    }
  }

  private void tellWallClock(long nowNanos) {
    wallClockNanos = nowNanos;
    Instant wall = Instant.now();
    long epochNanos = wall.getEpochSecond() * SECOND_NANOS + wall.getNano();
    perform(engine.step(nowNanos, new VrrpEvent.WallClock(epochNanos - nowNanos)));
  }

  private void publish() {
    if (!viewStale && !viewUrgent && carriedOut.isEmpty()) {
      return;
    }
    long nowNanos = System.nanoTime();
    if (viewUrgent || !carriedOut.isEmpty() || isTimeForView(nowNanos)) {
      view = engine.view();
      overruns = channel.overruns();
      viewNanos = nowNanos;
      viewStale = false;
      viewUrgent = false;
      for (int i = 0; i < carriedOut.size(); i++) {
        Answer answer = carriedOut.get(i);
        answer.done().complete(answer.steppedNanos());
      }
      carriedOut.clear();
    }
  }

  private boolean isTimeForView(long nowNanos) {
    long ageNanos = nowNanos - viewNanos;
    return ageNanos >= VIEW_NANOS
        && (ageNanos >= VIEW_NANOS + QUIET_NANOS
            || engine.nextDeadlineNanos() - nowNanos > QUIET_NANOS);
  }

  private void sleep() {
    asleep.set(true);
    if (events.isEmpty() && !closing) {
      channel.await(waitNanos(System.nanoTime()));
    }
    asleep.set(false);
  }

  private long waitNanos(long nowNanos) {
    long waitNanos = wallClockNanos + WALL_CLOCK_NANOS - nowNanos;
    if (engine.nextDeadlineNanos() != Long.MAX_VALUE) {
      waitNanos = Math.min(waitNanos, engine.nextDeadlineNanos() - nowNanos);
    }
    if (viewStale) {
      waitNanos = Math.min(waitNanos, viewNanos + VIEW_NANOS + QUIET_NANOS - nowNanos);
    }
    if (socketsMissing) {
      waitNanos = Math.min(waitNanos, listenNanos + SECOND_NANOS - nowNanos);
    }
    return Math.max(0, waitNanos);
  }

  /** Ends the thread after its round and closes the sockets; the engine is asked nothing more. */
  @Override
  public void close() {
    closing = true;
    channel.wake();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      channel.close();
    }
  }
}
