package lvs.director.vrrp.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * What happens in one run, all of it made from the seed.
 *
 * @param seed also of the LAN's chance
 */
record History(long seed, Cluster cluster, List<Phase> phases) {

  /**
   * Trouble, then quiet.
   *
   * @param single one trouble at most, on a healthy LAN: nobody may see a gap
   * @param lengthNanos of the trouble
   */
  record Phase(boolean single, List<Trouble> troubles, long lengthNanos) {}

  int troubles() {
    return phases.stream().mapToInt(each -> each.troubles().size()).sum();
  }

  /** The same without one of its troubles, counted over all phases. */
  History without(int trouble) {
    List<Phase> fewer = new ArrayList<>();
    int seen = 0;
    for (Phase phase : phases) {
      int index = trouble - seen;
      seen += phase.troubles().size();
      if (index < 0 || index >= phase.troubles().size()) {
        fewer.add(phase);
        continue;
      }
      List<Trouble> rest = new ArrayList<>(phase.troubles());
      rest.remove(index);
      fewer.add(new Phase(phase.single(), List.copyOf(rest), phase.lengthNanos()));
    }
    return new History(seed, cluster, List.copyOf(fewer));
  }

  /** The same, ended after so many phases. */
  History first(int count) {
    return new History(seed, cluster, phases.subList(0, count));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("seed " + seed + "\n" + cluster + "\n");
    for (Phase phase : phases) {
      text.append(phase.single() ? "single" : "wild")
          .append(" phase of %.6f s%n".formatted(phase.lengthNanos() / 1e9));
      for (Trouble each : phase.troubles()) {
        text.append("  %.6f %s%n".formatted(each.atNanos() / 1e9, each));
      }
    }
    return text.toString();
  }
}
