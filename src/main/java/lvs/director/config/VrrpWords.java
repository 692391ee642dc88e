package lvs.director.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import lvs.director.config.text.Word;
import lvs.director.model.VirtualRouter.VrrpVersion;

/** Single words that several VRRP blocks share. */
final class VrrpWords {
  private VrrpWords() {}

  static Optional<VrrpVersion> version(Arguments arguments) {
    return arguments.integer(2, 3).map(n -> n == 2 ? VrrpVersion.V2 : VrrpVersion.V3);
  }

  /** A multicast address of one family. */
  static Optional<InetAddress> group(Arguments arguments, boolean ipv6) {
    Optional<Word> word = arguments.peek();
    return arguments
        .address()
        .filter(
            address -> {
              boolean fits =
                  address.isMulticastAddress() && address instanceof Inet6Address == ipv6;
              if (!fits) {
                arguments.error(
                    "not-multicast",
                    word.orElseThrow(),
                    "\"" + word.get() + "\" is no IPv" + (ipv6 ? 6 : 4) + " multicast address.",
                    "Write an address such as " + (ipv6 ? "ff02::12" : "224.0.0.18") + ".");
              }
              return fits;
            });
  }

  /** {@code [all] SECONDS} of garp_extra_if. */
  static void extra(Arguments arguments, BiConsumer<Boolean, Duration> taken) {
    boolean all = arguments.takes("all");
    arguments.integer(0, 86400).ifPresent(n -> taken.accept(all, Duration.ofSeconds(n)));
  }
}
