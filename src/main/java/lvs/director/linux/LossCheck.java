package lvs.director.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/**
 * Finds out whether something that the director holds was removed by somebody else. An event only
 * raises the suspicion: it may be late, and tell of a removal that the director made itself and has
 * undone since. So the kernel is asked what is there now, and an item is lost when it is held
 * before and after the question, the kernel does not have it, and the interface it needs is up.
 */
final class LossCheck {
  private final NetlinkSocket kernel;
  private final HeldItems held;

  /** Told already; the same item put there again is another one. */
  private final Set<Held> told = new HashSet<>();

  LossCheck(NetlinkSocket kernel, HeldItems held) {
    this.kernel = kernel;
    this.held = held;
  }

  /**
   * @param suspects keys of what may be gone
   * @return what is gone, each once
   */
  List<Held> lost(Collection<ItemKey> suspects) throws IOException {
    List<Held> before = new ArrayList<>();
    suspects.forEach(key -> held.get(key).stream().filter(Held::settled).forEach(before::add));
    told.retainAll(held.all());
    before.removeAll(told);
    if (before.isEmpty()) {
      return List.of();
    }
    Set<ItemKey> present = present(before);
    Map<Integer, LinkEntry> links = links();
    List<Held> lost = new ArrayList<>();
    for (Held item : before) {
      boolean possible =
          item.linkIndex() == 0
              || Optional.ofNullable(links.get(item.linkIndex())).filter(LinkEntry::up).isPresent();
      if (possible && !present.contains(item.key()) && held.get(item.key()).contains(item)) {
        lost.add(item);
      }
    }
    told.addAll(lost);
    return lost;
  }

  private Set<ItemKey> present(List<Held> items) throws IOException {
    Set<Question> questions = new HashSet<>();
    items.forEach(item -> questions.add(question(item.key())));
    Set<ItemKey> present = new HashSet<>();
    for (Question question : questions) {
      present.addAll(ask(question));
    }
    return present;
  }

  /** One dump: all addresses, the rules of a family, or routes of a family, table and origin. */
  private sealed interface Question {
    record Addresses() implements Question {}

    record Rules(int family) implements Question {}

    record Routes(int family, long table, int protocol) implements Question {}
  }

  private static Question question(ItemKey key) {
    return switch (key) {
      case AddressEntry.Key _ -> new Question.Addresses();
      case RuleEntry.Key rule -> new Question.Rules(rule.match().family());
      case RouteEntry.Key route ->
          new Question.Routes(route.family(), route.table(), route.protocol());
    };
  }

  private Set<ItemKey> ask(Question question) throws IOException {
    NetlinkRequest request =
        switch (question) {
          case Question.Addresses _ -> AddressMessages.list();
          case Question.Rules(int family) -> RuleMessages.list(family);
          case Question.Routes(int family, long table, int protocol) ->
              RouteMessages.list(family, table, protocol);
        };
    Set<ItemKey> keys = new HashSet<>();
    for (var message : kernel.dump(request)) {
      switch (message.type()) {
        case AddressMessages.RTM_NEWADDR ->
            AddressEntry.decode(message).ifPresent(entry -> keys.add(entry.key()));
        case RouteMessages.RTM_NEWROUTE ->
            RouteEntry.decode(message).ifPresent(entry -> keys.add(entry.key()));
        case RuleMessages.RTM_NEWRULE ->
            RuleEntry.decode(message).ifPresent(entry -> keys.add(entry.key()));
        default -> {}
      }
    }
    return keys;
  }

  private Map<Integer, LinkEntry> links() throws IOException {
    Map<Integer, LinkEntry> links = new HashMap<>();
    for (var message : kernel.dump(LinkMessages.list())) {
      LinkEntry.decode(message).ifPresent(link -> links.put(link.index(), link));
    }
    return links;
  }
}
