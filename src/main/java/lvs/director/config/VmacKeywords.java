package lvs.director.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Prefix;
import lvs.director.config.text.Word;
import lvs.director.model.VirtualInterface;

/** The private interface of a virtual router: VMAC or IPVLAN. */
final class VmacKeywords {
  static final BlockGrammar<VmacKeywords> GRAMMAR = grammar();

  private static final int LONGEST_NAME = 15;
  private static final String MAC = "[0-9A-Fa-f]{1,2}(:[0-9A-Fa-f]{1,2}){4,5}";

  boolean vmac;
  boolean ipvlan;
  boolean sendsFromBase;
  private boolean onEveryInterface;
  private Optional<String> name = Optional.empty();
  private Optional<String> group = Optional.empty();
  List<Integer> mac = List.of();
  private boolean notifiesNetlink;
  private Optional<Prefix> address = Optional.empty();
  private VirtualInterface.IpvlanMode mode = VirtualInterface.IpvlanMode.BRIDGE;

  boolean hasAddress() {
    return address.isPresent();
  }

  Optional<VirtualInterface> resolve() {
    if (ipvlan) {
      return Optional.of(new VirtualInterface.Ipvlan(name, group, address, mode));
    }
    return vmac
        ? Optional.of(
            new VirtualInterface.Vmac(
                name, group, mac, sendsFromBase, onEveryInterface, notifiesNetlink))
        : Optional.empty();
  }

  private static BlockGrammar<VmacKeywords> grammar() {
    BlockGrammar<VmacKeywords> g = new BlockGrammar<>("vrrp_instance");
    g.keyword(
            "use_vmac",
            "[[name] INTERFACE] [MAC] [netlink_notify_msg] [group GROUP]",
            "off; named vrrp.VRID",
            "name at most " + LONGEST_NAME + " characters",
            (a, d) -> d.takeVmac(a))
        .note("netlink_notify_msg is without effect");
    g.flag("use_vmac_addr", (d, on) -> d.onEveryInterface = on);
    g.flag("vmac_xmit_base", (d, on) -> d.sendsFromBase = on);
    g.keyword(
        "use_ipvlan",
        "[[name] INTERFACE] [IP] [bridge|private|vepa] [group GROUP]",
        "off",
        "name at most " + LONGEST_NAME + " characters",
        (a, d) -> d.takeIpvlan(a));
    return g;
  }

  private void takeVmac(Arguments arguments) {
    vmac = true;
    while (arguments.hasNext()) {
      Word word = arguments.next().orElseThrow();
      switch (word.text()) {
        case "name" -> arguments.next().ifPresent(w -> takeName(arguments, w));
        case "group" -> group = arguments.word();
        case "netlink_notify_msg" -> notifiesNetlink = true;
        default -> takeMacOrName(arguments, word);
      }
    }
  }

  private void takeMacOrName(Arguments arguments, Word word) {
    if (word.text().matches(MAC)) {
      mac = Arrays.stream(word.text().split(":")).map(part -> Integer.parseInt(part, 16)).toList();
    } else if (name.isEmpty()) {
      takeName(arguments, word);
    } else {
      arguments.badChoice(word, List.of("name", "netlink_notify_msg", "group"));
    }
  }

  private void takeIpvlan(Arguments arguments) {
    ipvlan = true;
    while (arguments.hasNext()) {
      Word word = arguments.next().orElseThrow();
      switch (word.text()) {
        case "name" -> arguments.next().ifPresent(w -> takeName(arguments, w));
        case "group" -> group = arguments.word();
        case "bridge" -> mode = VirtualInterface.IpvlanMode.BRIDGE;
        case "private" -> mode = VirtualInterface.IpvlanMode.PRIVATE;
        case "vepa" -> mode = VirtualInterface.IpvlanMode.VEPA;
        default -> takeAddressOrName(arguments, word);
      }
    }
  }

  private void takeAddressOrName(Arguments arguments, Word word) {
    Optional<Prefix> prefix = Prefix.parse(word.text());
    if (prefix.isPresent()) {
      address = prefix;
    } else if (name.isEmpty()) {
      takeName(arguments, word);
    } else {
      arguments.badChoice(word, List.of("name", "bridge", "private", "vepa", "group"));
    }
  }

  /** Linux names interfaces with at most 15 characters (IFNAMSIZ less its end). */
  private void takeName(Arguments arguments, Word word) {
    if (word.text().length() > LONGEST_NAME) {
      arguments.warning(
          "name-too-long",
          word,
          "An interface name has at most "
              + LONGEST_NAME
              + " characters; "
              + word
              + " is replaced by a name made from the VRID.",
          "Shorten it.");
    } else {
      name = Optional.of(word.text());
    }
  }
}
