package lvs.director.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.vrrp.SocketPlan;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * A channel in a JVM of its own, since a JVM cannot enter a namespace: does what it is told line by
 * line and prints what it hears.
 *
 * <pre>
 *   listen INTERFACE,FAMILY,PROTOCOL,GROUP,LOCAL[,BUFFER] …    ({@code -} for none)
 *   send INTERFACE SOURCE DESTINATION HOPLIMIT HEX
 *   repeat INTERFACE SOURCE DESTINATION HOPLIMIT HEX             (ten times a second)
 *   burst COUNT INTERFACE SOURCE DESTINATION HOPLIMIT HEX
 *   overruns
 * </pre>
 */
final class ChannelProgram {
  private final ConcurrentLinkedQueue<String> commands = new ConcurrentLinkedQueue<>();
  private final Set<String[]> repeated = new LinkedHashSet<>();
  private final RawSockets channel;
  private volatile boolean ended;

  private ChannelProgram(RawSockets channel) {
    this.channel = channel;
  }

  public static void main(String... arguments) throws IOException {
    new ChannelProgram(new RawSockets()).run();
  }

  private void run() {
    Thread.ofPlatform().daemon().start(this::readCommands);
    System.out.println("ready");
    while (!ended) {
      channel.await(repeated.isEmpty() ? 5_000_000_000L : 100_000_000L);
      for (String line = commands.poll(); line != null; line = commands.poll()) {
        carryOut(line.split(" "));
      }
      repeated.forEach(words -> send(Arrays.copyOfRange(words, 1, words.length)));
      channel.receive().forEach(ChannelProgram::print);
    }
    channel.close();
    System.out.println("closed");
  }

  private void readCommands() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        channel.wake();
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    ended = true;
    channel.wake();
  }

  private void carryOut(String[] words) {
    switch (words[0]) {
      case "listen" -> {
        Set<SocketPlan> plans = new LinkedHashSet<>();
        Arrays.stream(words).skip(1).map(ChannelProgram::plan).forEach(plans::add);
        System.out.println("listening " + channel.listen(plans));
      }
      case "send" -> System.out.println("sent " + send(Arrays.copyOfRange(words, 1, words.length)));
      case "repeat" -> repeated.add(words);
      case "burst" -> {
        for (int i = 0; i < Integer.parseInt(words[1]); i++) {
          send(Arrays.copyOfRange(words, 2, words.length));
        }
        System.out.println("burst");
      }
      case "overruns" -> System.out.println("overruns " + channel.overruns());
      default -> System.out.println("what is " + words[0]);
    }
  }

  private static SocketPlan plan(String text) {
    String[] parts = text.split(",");
    return new SocketPlan(
        parts[0].equals("-") ? "" : parts[0],
        AddressFamily.valueOf(parts[1]),
        parts[2].equals("AH"),
        Endpoint.address(parts[3]),
        Endpoint.address(parts[4]),
        parts.length > 5 ? OptionalInt.of(Integer.parseInt(parts[5])) : OptionalInt.empty());
  }

  private String send(String[] words) {
    return Errno.name(
        channel.send(
            new OutgoingPacket(
                words[0].equals("-") ? "" : words[0],
                Endpoint.address(words[1]).orElseThrow(),
                Endpoint.address(words[2]).orElseThrow(),
                Integer.parseInt(words[3]),
                HexFormat.of().parseHex(words[4]))));
  }

  private static void print(IncomingPacket packet) {
    System.out.println(
        "packet %s %s > %s hops %d header %d payload %s"
            .formatted(
                Optional.of(packet.interfaceName()).filter(name -> !name.isEmpty()).orElse("-"),
                Endpoint.text(packet.source()),
                Endpoint.text(packet.destination()),
                packet.hopLimit(),
                packet.ipHeader().length,
                HexFormat.of().formatHex(packet.payload())));
  }
}
