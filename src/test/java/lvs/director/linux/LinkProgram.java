package lvs.director.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lvs.director.base.Endpoint;
import lvs.director.base.MacAddress;

/**
 * What stands below IP, and how threads run, in a JVM of its own.
 *
 * <pre>
 *   watch INTERFACE ADDRESS,ADDRESS,… MAC     (the MAC that is ours, or -)
 *   frame INTERFACE HEX
 *   realtime PRIORITY | nice NICENESS | timers | processors NUMBER | lock
 *   capabilities
 * </pre>
 */
final class LinkProgram {
  private LinkProgram() {}

  public static void main(String... arguments) throws IOException {
    try (BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PacketSocket frames = new PacketSocket();
        ClaimWatch claims =
            new ClaimWatch(
                (name, address, by) ->
                    System.out.println(
                        "claim " + name + " " + Endpoint.text(address) + " " + by))) {
      System.out.println("ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        carryOut(line.split(" "), frames, claims);
      }
    }
    System.out.println("closed");
  }

  private static void carryOut(String[] words, PacketSocket frames, ClaimWatch claims) {
    switch (words[0]) {
      case "watch" ->
          claims.watch(
              Map.of(
                  words[1],
                  Arrays.stream(words[2].split(","))
                      .map(address -> Endpoint.address(address).orElseThrow())
                      .collect(Collectors.toSet())),
              Set.copyOf(MacAddress.parse(words[3]).stream().toList())::contains);
      case "problems" -> System.out.println("problems " + claims.problems());
      case "frame" ->
          System.out.println(
              "sent " + Errno.name(frames.send(words[1], HexFormat.of().parseHex(words[2]))));
      case "realtime" ->
          System.out.println(
              RealtimeThread.realtime(Integer.parseInt(words[1]))
                  + " policy "
                  + Libc.sched_getscheduler(0));
      case "nice" -> System.out.println(RealtimeThread.nice(Integer.parseInt(words[1])));
      case "timers" -> System.out.println(RealtimeThread.preciseTimers());
      case "processors" ->
          System.out.println(RealtimeThread.onProcessors(List.of(Integer.parseInt(words[1]))));
      case "lock" -> System.out.println(RealtimeThread.lockMemory());
      case "capabilities" -> {
        System.out.println("missing " + Capabilities.ofThisProcess().missing());
        System.out.println("lost " + Capabilities.ofThisProcess().lost());
      }
      default -> System.out.println("what is " + words[0]);
    }
  }
}
