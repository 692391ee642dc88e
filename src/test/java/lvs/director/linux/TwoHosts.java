package lvs.director.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lvs.director.lab.Lab;

/**
 * Two network namespaces with a cable between them: {@code eth0} on both sides, 10.97.0.1 and .2,
 * fd97::1 and ::2.
 */
final class TwoHosts {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  final String left;
  final String right;

  TwoHosts() throws IOException, InterruptedException {
    Lab.program("ip", "iproute2");
    String name = "lvss-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    left = name + "a";
    right = name + "b";
    run("ip netns add " + left);
    run("ip netns add " + right);
    run("ip -n " + left + " link set lo up");
    run("ip -n " + right + " link set lo up");
    cable();
  }

  /** Connects the two, also again after the interfaces were deleted. */
  void cable() throws IOException, InterruptedException {
    run("ip -n " + left + " link add eth0 type veth peer name eth0 netns " + right);
    host(left, 1);
    host(right, 2);
  }

  private void host(String namespace, int number) throws IOException, InterruptedException {
    run("ip -n " + namespace + " addr add 10.97.0." + number + "/24 dev eth0");
    run("ip -n " + namespace + " -6 addr add fd97::" + number + "/64 dev eth0 nodad");
    run("ip netns exec " + namespace + " sysctl -qw net.ipv6.conf.eth0.accept_dad=0");
    run("ip -n " + namespace + " link set eth0 up");
  }

  static String run(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + output);
    }
    return output;
  }

  /** The link-local address of eth0 there. */
  static String linkLocal(String namespace) throws IOException, InterruptedException {
    String shown = run("ip -n " + namespace + " -6 -o addr show dev eth0 scope link");
    return shown.replaceAll("(?s).*inet6 (fe80[^/]*)/.*", "$1");
  }

  static Conversation program(String namespace, Path log, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(List.of(command));
    return new Conversation(all, log);
  }

  /** A main class of the tests, in a JVM of its own there. */
  static Conversation java(String namespace, Path log, String mainClass) throws IOException {
    return java(namespace, log, new String[0], mainClass);
  }

  /**
   * @param prefix a command that starts the command behind it
   */
  static Conversation java(String namespace, Path log, String[] prefix, String mainClass)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(prefix));
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            mainClass));
    return program(namespace, log, all.toArray(String[]::new));
  }

  void close() throws IOException, InterruptedException {
    run("ip netns del " + left);
    run("ip netns del " + right);
  }
}
