package lvs.director.ipvs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/**
 * The options of a virtual service, taken in the order in which they stand: some mean something
 * else before {@code -t} than behind it.
 */
final class ServiceDraft {
  private static final String DEFAULT_SCHEDULER = "wlc";
  private static final int DEFAULT_PERSISTENCE_SECONDS = 360;

  /** 31 days. */
  static final int LONGEST_SECONDS = 2_678_400;

  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;
  private static final Pattern ATOI =
      Pattern.compile("[ \\t\\n\\x0b\\f\\r]*\\+?([0-9]{1,9}).*", Pattern.DOTALL);

  private final AddressReader addresses;
  private final List<String> remarks;
  private Optional<AddressFamily> family = Optional.empty();
  private Optional<Protocol> protocol = Optional.empty();
  private Optional<Endpoint> endpoint = Optional.empty();
  private int mark;
  private String scheduler = "";
  private String schedulerFlags = "";
  private int flags;
  private int timeoutSeconds;
  private int prefixLength = IPV4_BITS;
  private boolean maskGiven;

  /** A mask that no prefix length says. */
  private Optional<String> maskWithHoles = Optional.empty();

  private Optional<String> engine = Optional.empty();

  /**
   * @param remarks takes what is done otherwise than one may have meant
   */
  ServiceDraft(AddressReader addresses, List<String> remarks) {
    this.addresses = addresses;
    this.remarks = remarks;
  }

  /** Whether the option was one of a service. */
  boolean take(IpvsadmOption option, String value) throws WrongArguments {
    switch (option) {
      case TCP_SERVICE -> address(option, value, Protocol.TCP);
      case UDP_SERVICE -> address(option, value, Protocol.UDP);
      case SCTP_SERVICE -> address(option, value, Protocol.SCTP);
      case FWMARK_SERVICE -> mark(value);
      case IPV6 -> ipv6Mark();
      case SCHEDULER -> scheduler = value;
      case NETMASK -> mask(value);
      case PERSISTENCE_ENGINE -> engine = Optional.of(value).filter(name -> !name.isEmpty());
      case ONE_PACKET -> flags |= IpvsService.ONE_PACKET;
      case SCHEDULER_FLAGS -> schedulerFlags = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * @param value empty for the default
   */
  void persistent(Optional<String> value) throws WrongArguments {
    flags |= IpvsService.PERSISTENT;
    timeoutSeconds =
        value.isEmpty()
            ? DEFAULT_PERSISTENCE_SECONDS
            : NumberText.require(IpvsadmOption.PERSISTENT, value.get(), 1, LONGEST_SECONDS);
  }

  private void address(IpvsadmOption option, String value, Protocol of) throws WrongArguments {
    protocol = Optional.of(of);
    AddressReader.Read read =
        addresses
            .read(value, protocol)
            .orElseThrow(
                () -> WrongArguments.illegal(option + " '" + value + "': " + expected(of)));
    endpoint = Optional.of(new Endpoint(read.address(), read.port().orElse(0)));
    if (read.isIpv6()) {
      ipv6();
    } else {
      family = Optional.of(AddressFamily.IPV4);
    }
  }

  static String expected(Protocol protocol) {
    return "must be ADDRESS:PORT, such as 10.0.0.1:80 or [2001:db8::1]:80, with a host that has an"
        + " IPv4 address or a port of /etc/services for "
        + protocol
        + " where it is a name";
  }

  private void mark(String value) throws WrongArguments {
    protocol = Optional.of(Protocol.TCP);
    OptionalLong parsed = NumberText.parse(value, 1, 0xffff_ffffL);
    if (parsed.isEmpty()) {
      OptionalLong negative = NumberText.parse(value, Integer.MIN_VALUE, -1);
      throw WrongArguments.illegal(
          "-f '"
              + value
              + "': a firewall mark is a number from 1 to 4294967295"
              + (negative.isPresent()
                  ? "; ipvsadm prints " + (negative.getAsLong() & 0xffff_ffffL) + " so"
                  : ""));
    }
    mark = (int) parsed.getAsLong();
    family = Optional.of(AddressFamily.IPV4);
  }

  private void ipv6Mark() throws WrongArguments {
    if (mark == 0) {
      throw WrongArguments.illegal("-6 belongs behind -f: write -f MARK -6");
    }
    ipv6();
  }

  private void ipv6() {
    family = Optional.of(AddressFamily.IPV6);
    prefixLength = IPV6_BITS;
    maskWithHoles = Optional.empty();
    if (maskGiven) {
      remarks.add("-M before an IPv6 service has no effect: write it behind -t, -u or -6");
    }
  }

  private void mask(String value) throws WrongArguments {
    maskGiven = true;
    prefixLength =
        family.equals(Optional.of(AddressFamily.IPV6)) ? ipv6Prefix(value) : ipv4Prefix(value);
  }

  private static int ipv6Prefix(String value) throws WrongArguments {
    Matcher number = ATOI.matcher(value);
    int length = number.matches() ? Integer.parseInt(number.group(1)) : 0;
    if (length < 1 || length > IPV6_BITS) {
      throw WrongArguments.illegal(
          "-M '" + value + "': the mask of an IPv6 service is a prefix length from 1 to 128");
    }
    return length;
  }

  private int ipv4Prefix(String value) throws WrongArguments {
    int bits =
        addresses
            .ipv4OrName(value)
            .map(address -> bits(address.getAddress()))
            .orElseThrow(
                () ->
                    WrongArguments.illegal(
                        "-M '" + value + "': must be a mask such as 255.255.255.0"));
    int length = Integer.bitCount(bits);
    boolean holes = length > 0 && bits != -1 << IPV4_BITS - length;
    maskWithHoles = Optional.of(value).filter(_ -> holes);
    return length;
  }

  private static int bits(byte[] address) {
    return (address[0] & 0xff) << 24
        | (address[1] & 0xff) << 16
        | (address[2] & 0xff) << 8
        | address[3] & 0xff;
  }

  /** For names of ports; empty before the service is known. */
  Optional<Protocol> protocol() {
    return protocol;
  }

  Optional<AddressFamily> family() {
    return family;
  }

  /** 0 for a mark, and before the service is known. */
  int port() {
    return endpoint.map(Endpoint::port).orElse(0);
  }

  boolean isMark() {
    return mark != 0;
  }

  /** Empty when no service was named. */
  Optional<ServiceKey> key() {
    return isMark()
        ? Optional.of(new ServiceKey.Mark(family.orElseThrow(), mark))
        : endpoint.map(known -> new ServiceKey.Address(protocol.orElseThrow(), known));
  }

  /**
   * The whole service, checked.
   *
   * @param keeps that what was not given stays what it is, which is not known here
   */
  IpvsService service(boolean keeps) throws WrongArguments {
    boolean persistent = keeps || (flags & IpvsService.PERSISTENT) != 0;
    if (!isMark() && port() == 0 && !persistent) {
      throw WrongArguments.illegal(
          "a service without a port takes all of them, and must be persistent: add the port, or"
              + " -p");
    }
    if ((flags & IpvsService.ONE_PACKET) != 0
        && !isMark()
        && protocol.orElseThrow() != Protocol.UDP) {
      throw WrongArguments.illegal(
          "-o is for UDP services and firewall marks: use -u, or leave it away");
    }
    if (maskWithHoles.isPresent()) {
      throw WrongArguments.illegal(
          "-M '"
              + maskWithHoles.get()
              + "': must be ones, then zeros, such as 255.255.255.0, as a network has them");
    }
    if (maskGiven && !persistent) {
      remarks.add("-M without -p has no effect: clients are not kept together");
    }
    String name = scheduler.isEmpty() ? DEFAULT_SCHEDULER : scheduler;
    return new IpvsService(
        key().orElseThrow(),
        name,
        flags | SchedulerFlagNames.parse(name, schedulerFlags),
        timeoutSeconds,
        prefixLength,
        engine);
  }
}
