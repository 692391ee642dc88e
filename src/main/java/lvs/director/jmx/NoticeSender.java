package lvs.director.jmx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import lvs.director.base.Endpoint;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.port.Director.NoticeListener;
import lvs.director.port.PlaneNotice;
import lvs.director.vrrp.VrrpNotice;

/**
 * Turns notices into JMX notifications. The engine's thread only puts a notice into a bounded
 * queue; one thread of our own calls the listeners, so that a slow one delays nobody else. What
 * finds the queue full is counted and leaves a gap in the sequence numbers.
 */
final class NoticeSender implements NoticeListener, NotificationEmitter, AutoCloseable {
  private static final int QUEUE_LENGTH = 10_000;
  private static final String[] FIELDS = {"kind", "subject", "server", "reason"};
  private static final CompositeType USER_DATA = userDataType();

  private final NotificationBroadcasterSupport listeners = new NotificationBroadcasterSupport();
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
  private final AtomicLong refused = new AtomicLong();
  private final Thread thread;
  private volatile long lastSequence;

  private record Pending(long sequence, Notification notification) {}

  NoticeSender() {
    thread = Thread.ofPlatform().daemon().name("jmx-notifications").start(this::send);
  }

  /** {@code lvs.director.server.down} for SERVER_DOWN. */
  static String type(Enum<?> kind) {
    return BeanNames.DOMAIN + "." + kind.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  @Override
  public void notice(long sequence, long epochMillis, Notice notice) {
    offer(new Pending(sequence, notification(sequence, epochMillis, notice)));
  }

  @Override
  public void notice(long sequence, long epochMillis, VrrpNotice notice) {
    offer(new Pending(sequence, notification(sequence, epochMillis, notice)));
  }

  @Override
  public void notice(long sequence, long epochMillis, PlaneNotice notice) {
    offer(new Pending(sequence, notification(sequence, epochMillis, notice)));
  }

  private void offer(Pending pending) {
    if (!queue.offer(pending)) {
      refused.incrementAndGet();
    }
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
        listeners.sendNotification(next.notification());
        lastSequence = next.sequence();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static Notification notification(long sequence, long epochMillis, Notice notice) {
    Notification notification =
        new Notification(
            type(notice.kind()),
            BeanNames.about(notice.serviceId(), notice.server().map(Endpoint::id)),
            sequence,
            epochMillis,
            notice.text());
    notification.setUserData(
        userData(
            notice.kind().name(),
            notice.serviceId(),
            notice.server().map(Endpoint::toString).orElse(""),
            notice.text()));
    return notification;
  }

  private static Notification notification(long sequence, long epochMillis, VrrpNotice notice) {
    Notification notification =
        new Notification(type(notice.kind()), about(notice), sequence, epochMillis, notice.text());
    notification.setUserData(userData(notice.kind().name(), notice.subject(), "", notice.text()));
    return notification;
  }

  private static Notification notification(long sequence, long epochMillis, PlaneNotice notice) {
    Notification notification =
        new Notification(
            type(notice.kind()), BeanNames.director(), sequence, epochMillis, notice.text());
    notification.setUserData(userData(notice.kind().name(), "", "", notice.text()));
    return notification;
  }

  /** The bean that an event of the election is about. */
  private static ObjectName about(VrrpNotice notice) {
    return switch (notice.kind()) {
      case GROUP_MASTER, GROUP_BACKUP, GROUP_FAULT, GROUP_STOPPED ->
          BeanNames.syncGroup(notice.subject());
      case TRACKER_DOWN, TRACKER_UP -> BeanNames.director();
      default ->
          notice.subject().isEmpty()
              ? BeanNames.director()
              : BeanNames.virtualRouter(notice.subject());
    };
  }

  private static CompositeDataSupport userData(
      String kind, String subject, String server, String reason) {
    Map<String, Object> values =
        Map.of("kind", kind, "subject", subject, "server", server, "reason", reason);
    try {
      return new CompositeDataSupport(USER_DATA, values);
    } catch (OpenDataException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static CompositeType userDataType() {
    String[] texts = {
      "What happened, such as SERVER_DOWN.",
      "Id of the virtual service, or name of the virtual router, sync group or tracker; empty for"
          + " the data plane.",
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
    Stream<MBeanNotificationInfo> services =
        Arrays.stream(Notice.Kind.values()).map(kind -> info(kind, meaning(kind)));
    Stream<MBeanNotificationInfo> election =
        Arrays.stream(VrrpNotice.Kind.values()).map(kind -> info(kind, meaning(kind)));
    Stream<MBeanNotificationInfo> plane =
        Arrays.stream(PlaneNotice.Kind.values()).map(kind -> info(kind, meaning(kind)));
    return Stream.of(services, election, plane)
        .flatMap(Function.identity())
        .toArray(MBeanNotificationInfo[]::new);
  }

  private static MBeanNotificationInfo info(Enum<?> kind, String meaning) {
    return new MBeanNotificationInfo(
        new String[] {type(kind)}, Notification.class.getName(), meaning);
  }

  private static String meaning(PlaneNotice.Kind kind) {
    return switch (kind) {
      case TABLE_DRIFT -> "Somebody else changed services of ours, and it stays so as configured.";
      case TABLE_MENDED -> "Somebody else changed services of ours, and it was put right.";
    };
  }

  private static String meaning(VrrpNotice.Kind kind) {
    return switch (kind) {
      case ROUTER_MASTER -> "A virtual router became MASTER.";
      case ROUTER_BACKUP -> "A virtual router became BACKUP.";
      case ROUTER_FAULT -> "A virtual router cannot serve and went to FAULT.";
      case ROUTER_STOPPED -> "A virtual router ended with the director.";
      case ROUTER_ADDED -> "A virtual router was added by the configuration.";
      case ROUTER_REMOVED -> "A virtual router was removed by the configuration.";
      case GROUP_MASTER -> "A sync group became MASTER.";
      case GROUP_BACKUP -> "A sync group became BACKUP.";
      case GROUP_FAULT -> "A sync group went to FAULT.";
      case GROUP_STOPPED -> "A sync group ended with the director.";
      case PRIORITY_CHANGED -> "The effective priority of a virtual router changed.";
      case TRACKER_DOWN -> "A tracked script, file, process or interface is not well.";
      case TRACKER_UP -> "A tracked script, file, process or interface is well again.";
      case PACKET_DISCARDED -> "VRRP packets were discarded; at most one a minute for each reason.";
      case PEER_DIFFERS -> "Another router is configured differently.";
      case TWO_MASTERS -> "Somebody else is master, or claims the address, at the same time.";
      case ADDRESS_LOST -> "A virtual address, route or rule was removed by somebody else.";
      case EFFECT_FAILED -> "An address, route, rule or socket could not be set up.";
      case EFFECT_RECOVERED -> "What could not be set up before is set up now.";
      case SLEPT -> "The director was not scheduled for so long that others may have taken over.";
      case HANDOVER -> "An operator handed a mastership over, or tried to.";
      case HELD_WITHOUT_MASTER -> "A held virtual router hears no master: nobody serves.";
    };
  }

  private static String meaning(Notice.Kind kind) {
    return switch (kind) {
      case SERVER_UP -> "A real server came up.";
      case SERVER_DOWN -> "A real server went down.";
      case SERVER_WEIGHT -> "The weight of a real server changed.";
      case SERVER_OVERRIDE -> "An operator changed a real server, undid it, or it expired.";
      case SERVER_DRAINED -> "A drain has ended: no connection is left, or its deadline came.";
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
