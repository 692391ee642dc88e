package lvs.director.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.NetlinkRequest;
import lvs.director.linux.HeldItems.Held;
import lvs.director.linux.rtnetlink.Families;
import lvs.director.linux.rtnetlink.Lookup;
import lvs.director.linux.rtnetlink.RuleEntry;
import lvs.director.linux.rtnetlink.RuleMessages;
import lvs.director.model.VirtualRule;

/**
 * The policy rules that the director puts on the machine. A rule without priority gets the highest
 * number below 32766, where the main table stands, that no rule of its family has; it keeps it as
 * long as this object lives.
 */
final class RuleTable {
  private static final long LAST_BEFORE_MAIN = 32765;

  private final NetlinkSocket kernel;
  private final Lookup names;
  private final HeldItems held;
  private final Map<VirtualRule, Long> chosen = new HashMap<>();

  RuleTable(NetlinkSocket kernel, Lookup names, HeldItems held) {
    this.kernel = kernel;
    this.names = names;
    this.held = held;
  }

  /** Adds them in order; one that is there already is made ours. */
  List<String> put(String router, List<VirtualRule> rules) {
    List<String> problems = new ArrayList<>();
    for (VirtualRule rule : rules) {
      try {
        NetlinkRequest request = RuleMessages.put(rule, priority(rule), names);
        Held item = item(router, rule, request);
        Optional<NetlinkRefusal> refused =
            kernel.change(request).filter(why -> why.errno() != Errno.EEXIST);
        refused.ifPresentOrElse(
            why -> problems.add("cannot add " + item.what() + ": " + why.text()),
            () -> held.put(item));
      } catch (Lookup.UnknownName | IOException failed) {
        problems.add("cannot add " + ItemWords.of(rule) + ": " + failed.getMessage());
      }
    }
    return problems;
  }

  private static Held item(String router, VirtualRule rule, NetlinkRequest request) {
    return new Held(
        RuleEntry.of(request).key(),
        0,
        router,
        ItemWords.of(rule),
        rule.tracked(),
        rule.trackGroup(),
        true,
        System.nanoTime());
  }

  private long priority(VirtualRule rule) throws IOException {
    if (rule.priority().isPresent()) {
      return rule.priority().getAsLong();
    }
    Long before = chosen.get(rule);
    if (before == null) {
      before = choose(rule);
      chosen.put(rule, before);
    }
    return before;
  }

  /** The place of the same rule that an earlier run left, or else a free one. */
  private long choose(VirtualRule rule) throws IOException {
    RuleEntry.Match wanted = RuleEntry.of(RuleMessages.put(rule, 0, names)).key().match();
    Set<Long> taken = new HashSet<>(chosen.values());
    for (RuleEntry entry : list(Families.number(rule.family()))) {
      RuleEntry.Key key = entry.key();
      if (entry.isMarked() && key.match().equals(wanted) && !taken.contains(key.priority())) {
        return key.priority();
      }
      taken.add(key.priority());
    }
    long free = LAST_BEFORE_MAIN;
    while (taken.contains(free) && free > 1) {
      free--;
    }
    return free;
  }

  private List<RuleEntry> list(int family) throws IOException {
    return kernel.dump(RuleMessages.list(family)).stream()
        .map(RuleEntry::decode)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Removes them, the last one first; one that is gone already is no problem. */
  List<String> remove(String router, List<VirtualRule> rules) {
    List<String> problems = new ArrayList<>();
    for (VirtualRule rule : rules.reversed()) {
      try {
        NetlinkRequest request = RuleMessages.remove(rule, priority(rule), names);
        Held item = item(router, rule, request);
        if (held.remove(item.key(), router)) {
          kernel
              .change(request)
              .filter(why -> why.errno() != Errno.ENOENT)
              .ifPresent(why -> problems.add("cannot remove " + item.what() + ": " + why.text()));
        }
      } catch (Lookup.UnknownName | IOException failed) {
        problems.add("cannot remove " + ItemWords.of(rule) + ": " + failed.getMessage());
      }
    }
    return problems;
  }

  /** Removes what carries the mark and is not held. */
  List<String> cleanUp() throws IOException {
    List<String> problems = new ArrayList<>();
    for (int family : List.of(Families.IPV4, Families.IPV6)) {
      for (RuleEntry entry : list(family)) {
        if (entry.isMarked() && !held.contains(entry.key())) {
          String what = "cannot remove leftover rule " + entry.key().priority() + ": ";
          kernel
              .change(RuleMessages.remove(entry.key()))
              .filter(why -> why.errno() != Errno.ENOENT)
              .ifPresent(why -> problems.add(what + why.text()));
        }
      }
    }
    return problems;
  }
}
