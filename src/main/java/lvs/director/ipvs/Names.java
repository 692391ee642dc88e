package lvs.director.ipvs;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.model.Protocol;

/** Host and service names of this machine; whoever implements it may ask name servers. */
public interface Names {
  /** Knows none: everything is a number. */
  Names NUMERIC =
      new Names() {
        @Override
        public Optional<InetAddress> address(String host) {
          return Optional.empty();
        }

        @Override
        public OptionalInt port(String service, Protocol protocol) {
          return OptionalInt.empty();
        }

        @Override
        public Optional<String> host(InetAddress address) {
          return Optional.empty();
        }

        @Override
        public Optional<String> service(int port, Protocol protocol) {
          return Optional.empty();
        }
      };

  /** The IPv4 address of a host, as gethostbyname(3) finds it. */
  Optional<InetAddress> address(String host);

  /** As getservbyname(3). */
  OptionalInt port(String service, Protocol protocol);

  /** As gethostbyaddr(3). */
  Optional<String> host(InetAddress address);

  /** As getservbyport(3). */
  Optional<String> service(int port, Protocol protocol);
}
