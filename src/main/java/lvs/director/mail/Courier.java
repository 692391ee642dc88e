package lvs.director.mail;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lvs.director.model.MailPolicy.Relay;

/**
 * The thread {@code mail}: takes what waits to the relays, at once while they take it, else after
 * pauses that grow. A new mail shortens the pause, but never below the shortest one, and after a
 * relay that failed only if it tells a problem.
 */
final class Courier implements AutoCloseable {
  private static final Duration LAST_TRY = Duration.ofSeconds(4);
  private static final Duration END = Duration.ofSeconds(1);

  private final Spool spool;
  private final Postmaster postmaster;
  private final Tally tally;
  private final Pace pace;
  private final MailLog log;
  private final InstantSource clock;
  private final RelayOrder order;
  private final Deferrals deferrals;
  private Setup setup = Setup.NONE;
  private Optional<Thread> thread = Optional.empty();
  private Optional<SessionLimit> session = Optional.empty();
  private boolean ending;
  private long endNanos;
  private long lastTryNanos;
  private long nextTryNanos;
  private Duration pause;
  private boolean relayFailed;

  /** Opens sessions as the configuration says. */
  interface Postmaster {
    RelaySession open(Relay relay, SessionLimit limit) throws RelayRefusal;

    String sender() throws RelayRefusal;
  }

  Courier(
      Spool spool,
      Postmaster postmaster,
      Tally tally,
      Pace pace,
      MailLog log,
      InstantSource clock) {
    this.spool = spool;
    this.postmaster = postmaster;
    this.tally = tally;
    this.pace = pace;
    this.log = log;
    this.clock = clock;
    this.order = new RelayOrder(pace.longest());
    this.deferrals = new Deferrals(pace);
    this.pause = pace.shortest();
    this.lastTryNanos = System.nanoTime() - pace.shortest().toNanos();
    this.nextTryNanos = lastTryNanos;
  }

  /** What waits is tried at once: another configuration may be what it waited for. */
  synchronized void follow(Setup now) {
    boolean same = now.equals(setup);
    setup = now;
    if (!same) {
      pause = pace.shortest();
      nextTryNanos = System.nanoTime();
    }
    if (thread.isEmpty() && now.configured() && !ending) {
      Thread courier = Thread.ofPlatform().name("mail").daemon().unstarted(this::run);
      thread = Optional.of(courier);
      courier.start();
    }
    notifyAll();
  }

  /**
   * A mail has come into the spool; only after a relay that failed those wait that tell no problem.
   */
  synchronized void hear(boolean problem) {
    if (problem || !relayFailed) {
      hurry();
    }
    notifyAll();
  }

  /** A relay was seen to work. */
  synchronized void hurry() {
    long soonest = lastTryNanos + pace.shortest().toNanos();
    if (soonest - nextTryNanos < 0) {
      nextTryNanos = soonest;
    }
    notifyAll();
  }

  private void run() {
    try {
      while (awaitWork()) {
        round();
      }
      if (spool.next(0).isPresent() && mayStillTry()) {
        round();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** False at the end. */
  private synchronized boolean awaitWork() throws InterruptedException {
    while (!ending) {
      long waitNanos = nextTryNanos - System.nanoTime();
      boolean work = setup.configured() && spool.mayHoldLetters();
      if (work && waitNanos <= 0) {
        return true;
      }
      wait(work ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos)) : 0);
    }
    return false;
  }

  private synchronized boolean mayStillTry() {
    return setup.configured() && endNanos - System.nanoTime() > 0;
  }

  private synchronized Setup setup() {
    return setup;
  }

  private void round() {
    boolean left = spool.next(0).isPresent() && bring();
    spool.recover();
    plan(left || !spool.isRead());
  }

  /**
   * @return something waits for another try
   */
  private boolean bring() {
    Setup now = setup();
    Visits visits = new Visits(now);
    Round round = new Round(spool, visits);
    List<String> complaints;
    try {
      complaints = round.run(order.of(now.relays()));
    } catch (RuntimeException | LinkageError defect) {
      complaints = List.of("the mail sender has a defect: " + defect);
    }
    order.failed(round.failed());
    heed(!round.failed().isEmpty());
    boolean left = spool.next(0).isPresent() && !complaints.isEmpty();
    tell(complaints, visits.refused, left);
    judge(round.deferred());
    return left;
  }

  private void tell(List<String> complaints, String refused, boolean left) {
    if (left) {
      tally.failed();
    }
    String words = refused.isEmpty() || left ? String.join("; ", complaints) : refused;
    if (!tally.lastError(words)) {
      return;
    }
    if (left) {
      log.warning("mails wait, " + spool.state().count() + " of them: " + words);
    } else if (words.isEmpty()) {
      log.info("mails go out again");
    } else if (refused.isEmpty()) {
      log.warning("mails went out, but not by the first relay: " + words);
    }
  }

  private synchronized void plan(boolean left) {
    lastTryNanos = System.nanoTime();
    if (left) {
      nextTryNanos = lastTryNanos + pause.toNanos();
      pause = pace.after(pause);
    } else {
      nextTryNanos = lastTryNanos;
      pause = pace.shortest();
    }
  }

  private synchronized void heed(boolean failed) {
    relayFailed = failed;
  }

  /** What relays never take must neither keep others back for ever nor fill the spool. */
  private void judge(Map<Long, String> deferred) {
    for (long number : deferrals.tooLong(deferred.keySet(), spool::holds, System.nanoTime())) {
      log.warning(
          deferred.get(number)
              + " is given up: for "
              + pace.patience().toHours()
              + " h no relay took it");
      spool.giveUp(number);
    }
  }

  private synchronized SessionLimit begin(SessionLimit limit) {
    if (ending) {
      limit.cap(Duration.ofNanos(Math.max(0, endNanos - System.nanoTime())));
    }
    session = Optional.of(limit);
    return limit;
  }

  private synchronized boolean over() {
    return ending && endNanos - System.nanoTime() <= 0;
  }

  /** Tries for some seconds; what waits then is on disk. */
  @Override
  public void close() {
    Optional<Thread> courier;
    synchronized (this) {
      ending = true;
      endNanos = System.nanoTime() + LAST_TRY.toNanos();
      session.ifPresent(limit -> limit.cap(LAST_TRY));
      courier = thread;
      notifyAll();
    }
    try {
      if (courier.isPresent()) {
        courier.get().join(LAST_TRY.plus(END));
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** The sessions of one round. */
  private final class Visits implements Round.Reports {
    private final Setup setup;
    private String refused = "";

    Visits(Setup setup) {
      this.setup = setup;
    }

    @Override
    public RelaySession open(Relay relay) throws RelayRefusal {
      return postmaster.open(relay, begin(new SessionLimit(setup.step(), pace.verdict())));
    }

    @Override
    public String sender() throws RelayRefusal {
      return postmaster.sender();
    }

    @Override
    public void sent() {
      tally.sent(clock.millis());
    }

    @Override
    public void refused(String words) {
      refused = words;
      tally.failed();
      log.warning(words);
    }

    @Override
    public boolean ends() {
      return over();
    }
  }
}
