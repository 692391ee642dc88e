package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import lvs.director.base.Endpoint;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.NetlinkRequest;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What is sent, byte by byte, and that it is read as what it was. */
class MessagesRoundTripTest {
  private static final int ROUNDS = 3000;
  private static final long SEED = 28;

  private final Random random = new Random(SEED);
  private final IpvsMessages messages = new IpvsMessages(28);

  static boolean littleEndian() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  private static NetlinkMessage sent(NetlinkRequest request) {
    byte[] bytes = request.encode(1);
    return NetlinkMessage.split(bytes, bytes.length).getFirst();
  }

  private static String hex(NetlinkRequest request) {
    return HexFormat.of().formatHex(Replies.payload(sent(request)));
  }

  private static ServiceKey key(String endpoint) {
    return new ServiceKey.Address(Protocol.TCP, Endpoint.parse(endpoint).orElseThrow());
  }

  @Test
  @EnabledIf("littleEndian")
  void aServiceIsSentWithAllItNeeds() {
    IpvsService service =
        new IpvsService(
            key("10.0.0.1:80"), "rr", IpvsService.PERSISTENT, 300, 24, Optional.of("sip"));
    assertEquals(
        "01010000"
            + "5c000180" // SERVICE, nested
            + "0600010002000000" // AF
            + "0600020006000000" // PROTOCOL
            + "140003000a000001000000000000000000000000" // ADDR
            + "0600040000500000" // PORT
            + "0700060072720000" // SCHED_NAME
            + "0c00070001000000ffffffff" // FLAGS
            + "080008002c010000" // TIMEOUT
            + "08000900ffffff00" // NETMASK
            + "08000b0073697000", // PE_NAME
        hex(messages.change(new IpvsChange.AddService(service))));
  }

  @Test
  @EnabledIf("littleEndian")
  void aServerOfTheServicesFamilyIsSentWithoutIt() {
    IpvsServer server =
        new IpvsServer(
            Endpoint.parse("10.1.0.1:80").orElseThrow(),
            IpvsForwarding.DIRECT,
            IpvsServer.PLAIN,
            1,
            10,
            5);
    ServiceKey mark = new ServiceKey.Mark(AddressFamily.IPV4, 7);
    assertEquals(
        "05010000"
            + "14000180"
            + "0600010002000000" // AF
            + "0800050007000000" // FWMARK
            + "40000280"
            + "140001000a010001000000000000000000000000" // ADDR
            + "0600020000500000" // PORT
            + "0800030003000000" // FWD_METHOD
            + "0800040001000000" // WEIGHT
            + "080005000a000000" // U_THRESH
            + "0800060005000000", // L_THRESH
        hex(messages.change(new IpvsChange.AddServer(mark, server))));
  }

  @Test
  @EnabledIf("littleEndian")
  void whatConcernsTheWholeTableHasNoAttributes() {
    assertEquals("11010000", hex(messages.change(new IpvsChange.Flush())));
    assertEquals("10010000", hex(messages.change(new IpvsChange.Zero(Optional.empty()))));
    assertEquals("04010000", hex(messages.services()));
    assertEquals("0b010000", hex(messages.daemons()));
    assertEquals("0d010000", hex(messages.timeouts()));
    assertEquals("0f010000", hex(messages.info()));
  }

  @Test
  void servicesAreReadAsTheyWereSent() {
    for (int i = 0; i < ROUNDS; i++) {
      IpvsService service = service();
      IpvsChange change =
          i % 2 == 0 ? new IpvsChange.AddService(service) : new IpvsChange.EditService(service);
      assertEquals(
          Optional.of(service),
          IpvsMessages.service(sent(messages.change(change)))
              .map(IpvsReading.ServiceReading::service),
          "seed " + SEED);
    }
  }

  @Test
  void serversAreReadAsTheyWereSent() {
    for (int i = 0; i < ROUNDS; i++) {
      ServiceKey key = key();
      IpvsServer server = server();
      IpvsChange change =
          i % 2 == 0
              ? new IpvsChange.AddServer(key, server)
              : new IpvsChange.EditServer(key, server);
      assertEquals(
          Optional.of(server),
          IpvsMessages.server(sent(messages.change(change)), key.family())
              .map(IpvsReading.ServerReading::server),
          "seed " + SEED);
    }
  }

  @Test
  void daemonsAndTimeoutsAreReadAsTheyWereSent() {
    for (int i = 0; i < ROUNDS; i++) {
      IpvsDaemon daemon = daemon();
      NetlinkMessage start = sent(messages.change(new IpvsChange.StartDaemon(daemon)));
      assertEquals(Optional.of(daemon), IpvsMessages.daemon(start), "seed " + SEED);
      IpvsTimeouts timeouts = new IpvsTimeouts(positive(), positive(), positive());
      NetlinkMessage set = sent(messages.change(new IpvsChange.SetTimeouts(timeouts)));
      assertEquals(Optional.of(timeouts), IpvsMessages.timeouts(set), "seed " + SEED);
    }
  }

  private int positive() {
    return random.nextInt() & Integer.MAX_VALUE;
  }

  private InetAddress address(boolean ipv6) {
    byte[] bytes = new byte[ipv6 ? 16 : 4];
    random.nextBytes(bytes);
    try {
      return ipv6 ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Endpoint endpoint() {
    return new Endpoint(address(random.nextBoolean()), random.nextInt(65536));
  }

  private ServiceKey key() {
    if (random.nextInt(3) > 0) {
      Protocol protocol = Protocol.values()[random.nextInt(Protocol.values().length)];
      return new ServiceKey.Address(protocol, endpoint());
    }
    int mark = random.nextInt() | 1;
    return new ServiceKey.Mark(AddressFamily.values()[random.nextInt(2)], mark);
  }

  private IpvsService service() {
    ServiceKey key = key();
    int bits = random.nextInt(key.family() == AddressFamily.IPV6 ? 129 : 33);
    String scheduler = "abcdefghijklmno".substring(random.nextInt(15));
    Optional<String> engine = random.nextBoolean() ? Optional.of("sip") : Optional.empty();
    int flags = random.nextInt(64) & ~IpvsService.HASHED;
    return new IpvsService(key, scheduler, flags, positive(), bits, engine);
  }

  private IpvsServer server() {
    IpvsForwarding forwarding =
        IpvsForwarding.values()[random.nextInt(IpvsForwarding.values().length)];
    Tunnel tunnel = forwarding == IpvsForwarding.TUNNEL ? tunnel() : IpvsServer.PLAIN;
    return new IpvsServer(
        endpoint(), forwarding, tunnel, positive(), random.nextInt(), random.nextInt());
  }

  private Tunnel tunnel() {
    return new Tunnel(
        TunnelType.values()[random.nextInt(3)],
        random.nextInt(65536),
        TunnelChecksum.values()[random.nextInt(3)]);
  }

  private IpvsDaemon daemon() {
    return new IpvsDaemon(
        IpvsDaemon.Role.values()[random.nextInt(2)],
        "eth" + random.nextInt(1000),
        random.nextInt(256),
        random.nextInt(65508),
        random.nextBoolean() ? Optional.of(address(random.nextBoolean())) : Optional.empty(),
        random.nextInt(65536),
        random.nextInt(256));
  }
}
