package lvs.director.jmx;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import lvs.director.base.Endpoint;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.port.Director.NoticeListener;
import lvs.director.vrrp.VrrpNotice;

/**
 * Turns notices into JMX notifications. The engine's thread only puts a notice into a bounded
 * queue; one thread of our own calls the listeners, so that a slow one delays nobody else. What
 * finds the queue full is counted and leaves a gap in the sequence numbers.
 */
final class NoticeSender implements NoticeListener, NotificationEmitter, AutoCloseable {
  private static final int QUEUE_LENGTH = 10_000;
  private static final String[] FIELDS = {"kind", "serviceId", "server", "reason"};
  private static final CompositeType USER_DATA = userDataType();

  private final NotificationBroadcasterSupport listeners = new NotificationBroadcasterSupport();
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
  private final AtomicLong refused = new AtomicLong();
  private final Thread thread;
  private volatile long lastSequence;

  private record Pending(long sequence, long epochMillis, Notice notice) {}

  NoticeSender() {
    thread = Thread.ofPlatform().daemon().name("jmx-notifications").start(this::send);
  }

  /** {@code lvs.director.server.down} for SERVER_DOWN. */
  static String type(Notice.Kind kind) {
    return BeanNames.DOMAIN + "." + kind.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  @Override
  public void notice(long sequence, long epochMillis, Notice notice) {
    if (!queue.offer(new Pending(sequence, epochMillis, notice))) {
      refused.incrementAndGet();
    }
  }

  @Override
  public void notice(long sequence, long epochMillis, VrrpNotice notice) {
    // Sent with the beans of virtual routers.
  }

  /** Sequence number of the last notification that every listener was called with. */
  long lastSequence() {
    return lastSequence;
  }

  long refused() {
    return refused.get();
  }

  private void send() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Pending next = queue.take();
        listeners.sendNotification(notification(next));
        lastSequence = next.sequence();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static Notification notification(Pending pending) {
    Notice notice = pending.notice();
    Notification notification =
        new Notification(
            type(notice.kind()),
            BeanNames.about(notice.serviceId(), notice.server().map(Endpoint::id)),
            pending.sequence(),
            pending.epochMillis(),
            notice.text());
    notification.setUserData(userData(notice));
    return notification;
  }

  private static CompositeDataSupport userData(Notice notice) {
    Map<String, Object> values =
        Map.of(
            "kind", notice.kind().name(),
            "serviceId", notice.serviceId(),
            "server", notice.server().map(Endpoint::toString).orElse(""),
            "reason", notice.text());
    try {
      return new CompositeDataSupport(USER_DATA, values);
    } catch (OpenDataException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static CompositeType userDataType() {
    String[] texts = {
      "What happened, such as SERVER_DOWN.",
      "Id of the virtual service.",
      "Address and port of the real server; empty where the service itself is meant.",
      "What happened and why, in one line."
    };
    OpenType<?>[] types = {
      SimpleType.STRING, SimpleType.STRING, SimpleType.STRING, SimpleType.STRING
    };
    try {
      return new CompositeType("Notice", "What happened.", FIELDS, texts, types);
    } catch (OpenDataException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public MBeanNotificationInfo[] getNotificationInfo() {
    return notificationInfo();
  }

  static MBeanNotificationInfo[] notificationInfo() {
    return java.util.Arrays.stream(Notice.Kind.values())
        .map(NoticeSender::info)
        .toArray(MBeanNotificationInfo[]::new);
  }

  private static MBeanNotificationInfo info(Notice.Kind kind) {
    return new MBeanNotificationInfo(
        new String[] {type(kind)}, Notification.class.getName(), meaning(kind));
  }

  private static String meaning(Notice.Kind kind) {
    return switch (kind) {
      case SERVER_UP -> "A real server came up.";
      case SERVER_DOWN -> "A real server went down.";
      case SERVER_WEIGHT -> "The weight of a real server changed.";
      case SERVER_OVERRIDE -> "An operator changed a real server, undid it, or it expired.";
      case SERVER_DRAINED -> "The last connection of a draining real server ended.";
      case CHECK_FAILED -> "A check failed without taking its server down yet.";
      case QUORUM_GAINED -> "A virtual service has enough real servers again.";
      case QUORUM_LOST -> "A virtual service has too few real servers.";
      case SERVICE_SUSPENDED -> "Checks of a virtual service rest: its address is elsewhere.";
      case SERVICE_RESUMED -> "Checks of a virtual service run again.";
      case SERVICE_ADDED -> "A virtual service was added by the configuration.";
      case SERVICE_REMOVED -> "A virtual service was removed by the configuration.";
    };
  }

  @Override
  public void addNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback) {
    listeners.addNotificationListener(listener, filter, handback);
  }

  @Override
  public void removeNotificationListener(NotificationListener listener)
      throws ListenerNotFoundException {
    listeners.removeNotificationListener(listener);
  }

  @Override
  public void removeNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback)
      throws ListenerNotFoundException {
    listeners.removeNotificationListener(listener, filter, handback);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
