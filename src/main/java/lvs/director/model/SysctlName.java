package lvs.director.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The name of a setting of the network, as sysctl(8) writes it: {@code net.ipv4.ip_forward}. Where
 * an interface's name has a dot, a slash stands for it: {@code net.ipv4.conf.eth0/7.rp_filter}.
 *
 * @param steps from {@code net} to the setting itself, with dots and slashes as files have them
 */
public record SysctlName(List<String> steps) {
  private static final Pattern BARE = Pattern.compile("[a-z0-9_]+");
  private static final Pattern STEP = Pattern.compile("[^/\\s\\p{Cntrl}]+");
  private static final List<String> IPVS = List.of("net", "ipv4", "vs");

  public SysctlName {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a name below net.ipv4.vs ({@code expire_nodest_conn}), or a full one below net with dots
   * or slashes; empty for what is neither.
   */
  public static Optional<SysctlName> parse(String text) {
    if (BARE.matcher(text).matches()) {
      return Optional.of(ipvs(text));
    }
    Stream<String> steps =
        text.startsWith("net/")
            ? Stream.of(text.split("/", -1))
            : Stream.of(text.split("\\.", -1)).map(step -> step.replace('/', '.'));
    return Optional.of(new SysctlName(steps.toList())).filter(SysctlName::isBelowNet);
  }

  private boolean isBelowNet() {
    return steps.size() > 2
        && steps.getFirst().equals("net")
        && steps.stream()
            .allMatch(
                step -> STEP.matcher(step).matches() && !step.equals(".") && !step.equals(".."));
  }

  /** A setting below net.ipv4.vs. */
  public static SysctlName ipvs(String last) {
    return new SysctlName(Stream.concat(IPVS.stream(), Stream.of(last)).toList());
  }

  /** Below /proc/sys/net: {@code ipv4/vs/expire_nodest_conn}. */
  public String file() {
    return String.join("/", steps.subList(1, steps.size()));
  }

  /** The setting itself, without where it stands. */
  public String last() {
    return steps.getLast();
  }

  /** With dots between the steps. */
  @Override
  public String toString() {
    return steps.stream().map(step -> step.replace('.', '/')).collect(Collectors.joining("."));
  }
}
