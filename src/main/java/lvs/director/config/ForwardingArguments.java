package lvs.director.config;

import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Word;
import lvs.director.model.Forwarding;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.ForwardingMethod;

/** The values of lb_kind and lvs_method: a method, and for TUN how the packets are wrapped. */
final class ForwardingArguments {
  static final String SYNTAX = "NAT|DR|TUN [type ipip|gue port N|gre] [nocsum|csum|remcsum]";

  private static final List<String> METHODS = List.of("NAT", "DR", "TUN");

  private TunnelType type = TunnelType.IPIP;
  private int port;
  private TunnelChecksum checksum = TunnelChecksum.NOCSUM;
  private boolean spelledOut;

  private ForwardingArguments() {}

  static Optional<Forwarding> read(Arguments arguments) {
    Optional<Word> word = arguments.next();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    return switch (word.get().text()) {
      case "NAT" -> Optional.of(Forwarding.NAT);
      case "DR" -> Optional.of(Forwarding.DR);
      case "TUN" -> Optional.of(new ForwardingArguments().tunnel(arguments));
      default -> {
        arguments.badChoice(word.get(), METHODS);
        yield Optional.empty();
      }
    };
  }

  private Forwarding tunnel(Arguments arguments) {
    while (arguments.hasNext()) {
      option(arguments, arguments.next().orElseThrow());
    }
    return spelledOut
        ? new Forwarding(ForwardingMethod.TUN, Optional.of(new Tunnel(type, port, checksum)))
        : Forwarding.TUN;
  }

  private void option(Arguments arguments, Word word) {
    switch (word.text()) {
      case "type" -> type(arguments);
      case "nocsum" -> checksum(TunnelChecksum.NOCSUM);
      case "csum" -> checksum(TunnelChecksum.CSUM);
      case "remcsum" -> remoteChecksum(arguments, word);
      default -> arguments.badChoice(word, List.of("type", "nocsum", "csum", "remcsum"));
    }
  }

  private void type(Arguments arguments) {
    spelledOut = true;
    arguments.choice(TunnelType.class).ifPresent(chosen -> type = chosen);
    if (type == TunnelType.GUE) {
      guePort(arguments);
    }
  }

  private void guePort(Arguments arguments) {
    Word here = arguments.statement().words().getLast();
    if (arguments.takes("port")) {
      arguments.port(1).ifPresent(number -> port = number);
    } else {
      arguments.error(
          "missing-argument",
          here,
          "A gue tunnel needs a port.",
          "Write type gue port and a number from 1 to 65535.");
    }
  }

  private void checksum(TunnelChecksum chosen) {
    spelledOut = true;
    checksum = chosen;
  }

  private void remoteChecksum(Arguments arguments, Word word) {
    checksum(TunnelChecksum.REMCSUM);
    if (type != TunnelType.GUE) {
      arguments.error(
          "bad-choice",
          word,
          "Only gue tunnels have remote checksums.",
          "Write csum or nocsum, or type gue port N before it.");
    }
  }
}
