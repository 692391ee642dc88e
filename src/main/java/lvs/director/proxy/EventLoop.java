package lvs.director.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lvs.director.base.Endpoint;

/**
 * One thread with one selector. Whatever is registered here is touched by this thread only.
 *
 * <p>Other threads hand over work with {@link #execute}; the queue holds at most one entry per
 * accepted connection and per table edit, so the connection limit bounds it.
 */
final class EventLoop implements Runnable {
  private static final System.Logger LOG = System.getLogger("lvs.director.proxy");
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SELECT_MILLIS = 250;
  private static final long ANSWER_SECONDS = 10;

  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<TcpConnection> connections = new ArrayList<>();
  private final List<Consumer<Long>> tickers = new ArrayList<>();
  private final Consumer<SelectionKey> dispatch = this::dispatch;

  /** Connections that belong to this loop or are on their way to it. */
  final AtomicInteger load = new AtomicInteger();

  final Buffers buffers;
  private volatile boolean asleep;
  private volatile boolean stopped;
  private boolean clockFresh;
  private long nowNanos = System.nanoTime();
  private long nextTickNanos = nowNanos + TICK_NANOS;

  /** What a selection key is attached to. */
  interface Ready {
    void ready(int operations) throws IOException;

    /** Something that nobody foresaw was thrown by {@link #ready}. */
    void failed(Exception failure);
  }

  EventLoop(int number, Buffers buffers) throws IOException {
    this.buffers = buffers;
    this.selector = Selector.open();
    this.thread = new Thread(this, "proxy-" + number);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    while (!stopped) {
      try {
        turn();
      } catch (IOException | RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "event loop " + thread.getName(), e);
      }
    }
    closeAll();
  }

  private void turn() throws IOException {
    clockFresh = false;
    asleep = true;
    if (tasks.isEmpty()) {
      selector.select(dispatch, SELECT_MILLIS);
    } else {
      selector.selectNow(dispatch);
    }
    asleep = false;
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    if (nowNanos() - nextTickNanos >= 0) {
      nextTickNanos = nowNanos + TICK_NANOS;
      tick();
    }
  }

  private void dispatch(SelectionKey key) {
    Ready ready = (Ready) key.attachment();
    try {
      if (key.isValid()) {
        ready.ready(key.readyOps());
      }
    } catch (IOException | RuntimeException e) {
      ready.failed(e);
    } catch (OutOfMemoryError noDirectMemory) {
      // The JVM's switch to end on OutOfMemoryError does not cover direct buffers, and without
      // this every connection of the loop would hang for ever.
      ready.failed(new IOException(noDirectMemory));
    }
  }

  private void tick() {
    for (int i = connections.size() - 1; i >= 0; i--) {
      connections.get(i).expireIfIdle(nowNanos);
    }
    for (Consumer<Long> ticker : List.copyOf(tickers)) {
      ticker.accept(nowNanos);
    }
  }

  /** Monotonic time, read once per turn: as exact as idle timeouts need it. */
  long nowNanos() {
    if (!clockFresh) {
      clockFresh = true;
      nowNanos = System.nanoTime();
    }
    return nowNanos;
  }

  /** Sockets of exactly the family of the address: an IPv4 one spares the dual-stack set-up. */
  static ProtocolFamily family(Endpoint endpoint) {
    return endpoint.isIpv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
  }

  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** Runs a task on this loop soon. */
  void execute(Runnable task) {
    tasks.add(task);
    if (asleep && !isCurrent()) {
      selector.wakeup();
    }
  }

  /** Runs a question on this loop and waits for the answer. */
  <T> T ask(Supplier<T> question) {
    if (isCurrent()) {
      return question.get();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(() -> complete(answer, question));
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + thread.getName(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(thread.getName() + " does not answer", e);
    }
  }

  private static <T> void complete(CompletableFuture<T> answer, Supplier<T> question) {
    try {
      answer.complete(question.get());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
    return channel.register(selector, operations, ready);
  }

  void add(TcpConnection connection) {
    connection.place = connections.size();
    connections.add(connection);
  }

  void remove(TcpConnection connection) {
    TcpConnection last = connections.removeLast();
    if (last != connection) {
      connections.set(connection.place, last);
      last.place = connection.place;
    }
    load.decrementAndGet();
  }

  List<TcpConnection> connections() {
    return connections;
  }

  /** Calls each second with the current time. */
  void addTicker(Consumer<Long> ticker) {
    tickers.add(ticker);
  }

  void removeTicker(Consumer<Long> ticker) {
    tickers.remove(ticker);
  }

  /** Lets the selector give up sockets that were closed, so that their ports are free. */
  void releaseClosed() {
    try {
      selector.selectNow(dispatch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends every connection and the thread. */
  void stop() {
    stopped = true;
    selector.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    for (TcpConnection connection : List.copyOf(connections)) {
      connection.abort();
    }
    try {
      selector.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "closing the selector of " + thread.getName(), e);
    }
  }
}
