package lvs.director.config;

import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Word;

/** What stands behind the word virtual_server. */
sealed interface ServiceAddress {
  String SYNTAX = "IP [PORT]|fwmark NUMBER|group NAME";

  /** An address; port 0 takes every port. */
  record Single(Endpoint endpoint) implements ServiceAddress {}

  /** A firewall mark, an unsigned 32-bit number. */
  record Mark(int mark) implements ServiceAddress {}

  /** All members of a virtual_server_group. */
  record Group(Word name) implements ServiceAddress {}

  static Optional<ServiceAddress> read(Arguments arguments) {
    if (arguments.takes("group")) {
      return arguments.next().map(Group::new);
    }
    if (arguments.takes("fwmark")) {
      return mark(arguments).map(Mark::new);
    }
    return arguments.endpoint().map(Single::new);
  }

  /** A firewall mark as the int of the same 32 bits. */
  static Optional<Integer> mark(Arguments arguments) {
    return arguments.number(1, 0xffffffffL).map(Long::intValue);
  }
}
