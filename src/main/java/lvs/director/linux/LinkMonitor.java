package lvs.director.linux;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.NetlinkRequest;
import lvs.director.linux.HeldItems.Held;
import lvs.director.linux.rtnetlink.AddressEntry;
import lvs.director.linux.rtnetlink.AddressMessages;
import lvs.director.linux.rtnetlink.ItemKey;
import lvs.director.linux.rtnetlink.LinkEntry;
import lvs.director.linux.rtnetlink.LinkMessages;
import lvs.director.linux.rtnetlink.RouteEntry;
import lvs.director.linux.rtnetlink.RouteMessages;
import lvs.director.linux.rtnetlink.RuleEntry;
import lvs.director.linux.rtnetlink.RuleMessages;
import lvs.director.model.LinkSettings;
import lvs.director.port.NetworkControl;
import lvs.director.vrrp.NetworkState;

/**
 * The thread {@code link-monitor}: follows links, addresses, routes and rules by the kernel's
 * events and tells the listener what has become of them. All events that have arrived are taken in
 * before anything is told, so a burst is one change. When the kernel lost events because there were
 * too many, everything is read anew.
 */
public final class LinkMonitor implements AutoCloseable {
  /** RTNLGRP_LINK, IPV4_IFADDR, IPV4_ROUTE, IPV4_RULE, IPV6_IFADDR, IPV6_ROUTE, IPV6_RULE. */
  private static final int[] GROUPS = {1, 5, 7, 8, 9, 11, 19};

  private static final long IDLE_NANOS = 3_600_000_000_000L;
  private static final long RETRY_NANOS = 100_000_000;
  private static final long CLOSE_MILLIS = 5_000;

  private final NetlinkSocket events;
  private final NetlinkSocket questions;
  private final HeldItems held;
  private final NetworkControl.Listener listener;
  private final Poll poll;
  private final NetworkTable table = new NetworkTable();
  private final LossCheck losses;
  private final LinkBeat linkBeat = new LinkBeat();
  private final Thread thread;
  private boolean stale;
  private volatile NetworkState state;
  private volatile boolean closing;

  private LinkMonitor(
      NetlinkSocket events,
      NetlinkSocket questions,
      HeldItems held,
      NetworkControl.Listener listener)
      throws IOException {
    this.events = events;
    this.questions = questions;
    this.held = held;
    this.listener = listener;
    this.losses = new LossCheck(questions, held);
    this.poll = Poll.open();
    poll.watch(new int[] {events.descriptor()});
    readAll();
    this.state = table.state(held, Map.of());
    this.thread = Thread.ofPlatform().name("link-monitor").daemon().unstarted(this::run);
  }

  /**
   * Begins to follow the network namespace of the calling thread, and tells the listener of what is
   * there before it returns.
   *
   * @param held whose loss is told
   * @throws IOException with the errno and what it means
   */
  public static LinkMonitor start(HeldItems held, NetworkControl.Listener listener)
      throws IOException {
    NetlinkSocket events = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE, GROUPS);
    try {
      NetlinkSocket questions = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE);
      LinkMonitor monitor = new LinkMonitor(events, questions, held, listener);
      listener.network(monitor.state);
      monitor.thread.start();
      return monitor;
    } catch (IOException failed) {
      events.close();
      throw failed;
    }
  }

  /** The machine as it was last told of. */
  public NetworkState current() {
    return state;
  }

  /** Asks for the carrier of these interfaces once a second from now on. */
  public void watch(LinkSettings settings) {
    linkBeat.configure(settings);
    poll.wake();
  }

  private void run() {
    while (!closing) {
      poll.await(stale ? RETRY_NANOS : linkBeat.isIdle() ? IDLE_NANOS : LinkBeat.PERIOD_NANOS);
      if (!closing) {
        round();
      }
    }
  }

  private void round() {
    Set<ItemKey> suspects = new HashSet<>();
    try {
      takeIn(suspects);
    } catch (LastErrorException lost) {
      stale = true;
    }
    if (stale) {
      suspects.addAll(readAgain());
    }
    linkBeat.ask(table.links());
    NetworkState now = table.state(held, linkBeat.carriers());
    if (!now.equals(state)) {
      state = now;
      listener.network(now);
    }
    tellLost(suspects);
  }

  private void takeIn(Set<ItemKey> suspects) {
    for (List<NetlinkMessage> more = events.events(); !more.isEmpty(); more = events.events()) {
      for (NetlinkMessage message : more) {
        suspects.addAll(suspects(message));
        table.apply(message);
      }
    }
  }

  /** What may be gone after this message. */
  private List<ItemKey> suspects(NetlinkMessage message) {
    return switch (message.type()) {
      case AddressMessages.RTM_DELADDR -> ours(AddressEntry.decode(message).map(e -> e.key()));
      case RouteMessages.RTM_DELROUTE -> ours(RouteEntry.decode(message).map(RouteEntry::key));
      case RouteMessages.RTM_NEWROUTE ->
          (message.flags() & NetlinkRequest.REPLACE) == 0
              ? List.of()
              : RouteEntry.decode(message).map(this::replacedBy).orElse(List.of());
      case RuleMessages.RTM_DELRULE -> ours(RuleEntry.decode(message).map(RuleEntry::key));
      case LinkMessages.RTM_NEWLINK ->
          LinkEntry.decode(message).filter(this::comesUp).map(this::onLink).orElse(List.of());
      default -> List.of();
    };
  }

  private List<ItemKey> ours(Optional<? extends ItemKey> key) {
    return key.filter(held::contains).<List<ItemKey>>map(List::of).orElse(List.of());
  }

  /** Routes of the same place: the kernel does not say which one it replaced. */
  private List<ItemKey> replacedBy(RouteEntry route) {
    return held.all().stream()
        .map(Held::key)
        .filter(key -> key instanceof RouteEntry.Key other && route.key().competesWith(other))
        .toList();
  }

  private boolean comesUp(LinkEntry link) {
    return link.up() && table.link(link.index()).filter(LinkEntry::up).isEmpty();
  }

  /** While it was down the kernel removed routes, and IPv6 addresses, and said nothing of some. */
  private List<ItemKey> onLink(LinkEntry link) {
    return held.all().stream()
        .filter(item -> item.linkIndex() == link.index())
        .map(Held::key)
        .toList();
  }

  private List<ItemKey> readAgain() {
    try {
      readAll();
      stale = false;
    } catch (IOException failed) {
      // the next round tries again
    }
    return held.all().stream().map(Held::key).toList();
  }

  private void readAll() throws IOException {
    List<NetlinkMessage> all = new ArrayList<>(questions.dump(LinkMessages.list()));
    all.addAll(questions.dump(AddressMessages.list()));
    table.clear();
    all.forEach(table::apply);
  }

  private void tellLost(Set<ItemKey> suspects) {
    if (suspects.isEmpty()) {
      return;
    }
    try {
      for (Held item : losses.lost(suspects)) {
        listener.lost(item.router(), item.what(), item.tracked(), item.trackGroup());
      }
    } catch (IOException failed) {
      // What is gone and should not be shows again at the next event about it.
    }
  }

  @Override
  public void close() {
    closing = true;
    poll.wake();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    events.close();
    questions.close();
    poll.close();
    linkBeat.close();
  }
}
