package lvs.director.cli;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import lvs.director.ipvs.Names;
import lvs.director.model.Protocol;

/**
 * Names as this machine knows them: hosts as its resolver finds them, services of /etc/services. A
 * host's name is shown only if it leads back to the address. Every address is asked for once.
 */
final class SystemNames implements Names {
  private static final Pattern NUMBERS =
      Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?|.*:.*");

  private final Path services;
  private final Map<InetAddress, Optional<String>> hosts = new HashMap<>();

  /** By name or alias and protocol; read at the first question. */
  private Map<String, Integer> ports;

  private final Map<String, String> serviceNames = new HashMap<>();

  /**
   * @param services in the form of /etc/services
   */
  SystemNames(Path services) {
    this.services = services;
  }

  /** What looks like a number is one that was wrong; the JDK would read some of them. */
  @Override
  public Optional<InetAddress> address(String host) {
    if (NUMBERS.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .filter(Inet4Address.class::isInstance)
          .findFirst();
    } catch (UnknownHostException unknown) {
      return Optional.empty();
    }
  }

  @Override
  public OptionalInt port(String service, Protocol protocol) {
    read();
    Integer port = ports.get(key(service, protocol));
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  @Override
  public Optional<String> host(InetAddress address) {
    return hosts.computeIfAbsent(address, SystemNames::lookUp);
  }

  /** The JDK gives the number back when it finds no name. */
  private static Optional<String> lookUp(InetAddress address) {
    try {
      InetAddress nameless = InetAddress.getByAddress(address.getAddress());
      String found = nameless.getHostName();
      return Optional.of(found).filter(name -> !name.equals(nameless.getHostAddress()));
    } catch (UnknownHostException impossible) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> service(int port, Protocol protocol) {
    read();
    return Optional.ofNullable(serviceNames.get(key(Integer.toString(port), protocol)));
  }

  private static String key(String name, Protocol protocol) {
    return name + "/" + protocol.name().toLowerCase(Locale.ROOT);
  }

  private void read() {
    if (ports == null) {
      ports = new HashMap<>();
      try {
        Files.readAllLines(services, StandardCharsets.UTF_8).forEach(this::read);
      } catch (IOException none) {
        // ports have no names here
      }
    }
  }

  /** {@code http 80/tcp www}; the first line that names a port wins. */
  private void read(String line) {
    String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
    int slash = words.length < 2 ? -1 : words[1].indexOf('/');
    if (slash < 1 || slash > 5 || !words[1].substring(0, slash).matches("[0-9]+")) {
      return;
    }
    String protocol = words[1].substring(slash);
    int port = Integer.parseInt(words[1].substring(0, slash));
    serviceNames.putIfAbsent(port + protocol, words[0]);
    ports.putIfAbsent(words[0] + protocol, port);
    Arrays.stream(words).skip(2).forEach(alias -> ports.putIfAbsent(alias + protocol, port));
  }
}
