package lvs.director.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import lvs.director.ipvs.IpvsSysctl;
import lvs.director.ipvs.SysctlCircumstances;
import lvs.director.model.ServiceTable;
import lvs.director.model.SysctlName;
import lvs.director.port.KernelStatus;

/**
 * The settings below net.ipv4.vs, and ip_forward: held where configured, shown with advice. For one
 * thread, whose network namespace they are of.
 */
final class IpvsSysctls {
  private final Sysctls sysctls = new Sysctls();
  private final OriginalValues originals;

  /** What stood there before, by full name, also from a run that was killed. */
  private final SortedMap<String, String> before;

  private final SortedMap<String, String> held = new TreeMap<>();

  /**
   * @param stateFolder where it is written what stood there before, for a run after a crash
   */
  IpvsSysctls(Path stateFolder) {
    this.originals = new OriginalValues(stateFolder.resolve("sysctls"));
    this.before = originals.read();
    before.forEach(this::adopt);
  }

  /** Left changed by an earlier run: nothing changes until it is known what is wanted now. */
  private void adopt(String name, String original) {
    SysctlName.parse(name)
        .map(SysctlName::file)
        .ifPresent(
            file ->
                Sysctls.read(file)
                    .ifPresent(now -> sysctls.hold(file, now, name, Optional.of(original))));
  }

  /**
   * Makes them so, and puts back what is no longer in the list.
   *
   * @param wanted as {@code ipvs_sysctl} names them
   * @return what could not be set, each with the remedy
   */
  List<String> hold(SortedMap<String, String> wanted) {
    List<String> problems = new ArrayList<>();
    SortedMap<String, String> now = named(wanted, problems);
    List.copyOf(before.keySet()).stream()
        .filter(name -> !now.containsKey(name))
        .forEach(this::release);
    now.forEach((name, _) -> Sysctls.read(file(name)).ifPresent(is -> remember(name, is)));
    keep(problems);
    held.clear();
    held.putAll(now);
    now.forEach((name, value) -> set(name, value).ifPresent(problems::add));
    return problems;
  }

  private static SortedMap<String, String> named(
      SortedMap<String, String> wanted, List<String> problems) {
    SortedMap<String, String> named = new TreeMap<>();
    wanted.forEach(
        (text, value) ->
            SysctlName.parse(text)
                .ifPresentOrElse(
                    name -> named.put(name.toString(), value),
                    () ->
                        problems.add(
                            "ipvs_sysctl %s: no setting of the network; write a name below"
                                    .formatted(text)
                                + " net.ipv4.vs (expire_nodest_conn) or a full one"
                                + " (net.ipv4.ip_forward)")));
    return named;
  }

  private static String file(String name) {
    return SysctlName.parse(name).orElseThrow().file();
  }

  private void release(String name) {
    sysctls.release(name);
    before.remove(name);
  }

  private void remember(String name, String value) {
    before.putIfAbsent(name, value);
  }

  private void keep(List<String> problems) {
    try {
      originals.write(before);
    } catch (IOException refused) {
      problems.add(
          "cannot write down what stood in settings before ("
              + refused.getMessage()
              + "): after a crash they stay as ipvs_sysctl made them; make the state folder"
              + " writable");
    }
  }

  private Optional<String> set(String name, String value) {
    String file = file(name);
    if (Sysctls.read(file).isEmpty()) {
      return Optional.of(missing(name));
    }
    return sysctls
        .hold(file, value, name, Optional.ofNullable(before.get(name)))
        .or(() -> notTaken(name, value));
  }

  private static String missing(String name) {
    String remedy =
        IpvsSysctl.fullName(SysctlName.parse(name).orElseThrow().last())
            .filter(other -> !other.equals(name))
            .map(other -> "write 'ipvs_sysctl " + other + "'")
            .orElse("take the line away");
    return "ipvs_sysctl %s: this kernel has no such setting; %s".formatted(name, remedy);
  }

  /** Some settings answer that all is well and stay what they were. */
  private Optional<String> notTaken(String name, String value) {
    return Sysctls.read(file(name))
        .filter(now -> !IpvsSysctl.isSame(now, value))
        .map(
            now ->
                "ipvs_sysctl %s %s: the kernel made it %s; write a value that it takes"
                    .formatted(name, value, IpvsSysctl.folded(now)));
  }

  /**
   * Every setting that matters.
   *
   * @param table decides what matters
   */
  List<KernelStatus.Sysctl> rows(ServiceTable table) {
    SysctlSurroundings surroundings = new SysctlSurroundings(table);
    Map<String, IpvsSysctl> shown = new LinkedHashMap<>();
    IpvsSysctl.ALL.forEach(each -> shown.put(each.name(), each));
    surroundings.redirecting().forEach(each -> shown.putIfAbsent(each.name(), each));
    held.keySet().forEach(name -> shown.computeIfAbsent(name, IpvsSysctl::other));
    SortedMap<String, String> values = values(shown.keySet());
    SysctlCircumstances around = surroundings.with(values);
    return shown.values().stream()
        .filter(each -> values.containsKey(each.name()) || held.containsKey(each.name()))
        .map(each -> row(each, Optional.ofNullable(values.get(each.name())), around))
        .toList();
  }

  private SortedMap<String, String> values(Iterable<String> names) {
    SortedMap<String, String> values = new TreeMap<>();
    names.forEach(
        name ->
            Sysctls.read(file(name))
                .ifPresent(value -> values.put(name, IpvsSysctl.folded(value))));
    return values;
  }

  private KernelStatus.Sysctl row(
      IpvsSysctl sysctl, Optional<String> actual, SysctlCircumstances around) {
    Optional<String> wanted = Optional.ofNullable(held.get(sysctl.name()));
    return new KernelStatus.Sysctl(
        sysctl.name(),
        sysctl.description(),
        wanted,
        actual,
        Optional.ofNullable(before.get(sysctl.name())).map(IpvsSysctl::folded).or(() -> actual),
        sysctl.advice(wanted, actual, around));
  }

  /** Puts back what stood there before. */
  void releaseAll() {
    List.copyOf(before.keySet()).forEach(this::release);
    held.clear();
    keep(new ArrayList<>());
  }
}
