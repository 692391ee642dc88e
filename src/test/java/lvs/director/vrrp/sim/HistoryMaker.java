package lvs.director.vrrp.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import lvs.director.model.AddressFamily;
import lvs.director.model.AddressLease;
import lvs.director.model.AdvertisementRules;
import lvs.director.model.Authentication;
import lvs.director.model.Secret;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.sim.Cluster.Vmacs;
import lvs.director.vrrp.sim.History.Phase;

/** Makes a history of a seed. */
final class HistoryMaker {
  private static final int KINDS = 18;
  private static final long SECOND = 1_000_000_000L;

  private final Random random;
  private final long seed;
  private Cluster cluster;

  private HistoryMaker(long seed) {
    this.seed = seed;
    // Neighbouring seeds give alike first numbers; the product spreads them.
    random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
  }

  static History history(long seed) {
    return new HistoryMaker(seed).make();
  }

  private History make() {
    cluster = cluster();
    List<Phase> phases = new ArrayList<>();
    phases.add(start());
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      phases.add(random.nextBoolean() ? single() : wild());
    }
    return new History(seed, cluster, List.copyOf(phases));
  }

  private Cluster cluster() {
    int directors = 2 + Math.min(random.nextInt(4), random.nextInt(4));
    int routers = 1 + Math.min(random.nextInt(3), random.nextInt(3));
    VrrpVersion version = chance(0.3) ? VrrpVersion.V2 : VrrpVersion.V3;
    boolean group = routers > 1 && chance(0.5);
    boolean preemptsLate = chance(0.2);
    boolean script = chance(0.4);
    boolean file = chance(0.2);
    long interval = interval(version);
    AdvertisementRules rules = rules();
    int quickness = rules.answersLowerPriority() ? quickness(version, interval) : 1;
    List<Cluster.Machine> machines = machines(directors, routers, group, quickness);
    boolean owner = machines.stream().anyMatch(each -> isOwner(each));
    boolean unicast = chance(0.3);
    return new Cluster(
        routers,
        version,
        chance(0.75) ? AddressFamily.IPV4 : AddressFamily.IPV6,
        interval,
        unicast,
        unicast || chance(0.7) ? Vmacs.NONE : chance(0.5) ? Vmacs.SENDING : Vmacs.SILENT,
        group,
        authentication(version),
        rules,
        lease(),
        preemptsLate ? (1 + random.nextInt(6)) * interval : 0,
        script,
        owner || chance(0.3) ? 0 : weight(),
        file && !owner,
        weight(),
        chance(0.3),
        machines);
  }

  private static boolean isOwner(Cluster.Machine machine) {
    return machine.priorities().contains(VirtualRouter.OWNER_PRIORITY);
  }

  private long interval(VrrpVersion version) {
    if (version == VrrpVersion.V2) {
      return (1 + random.nextInt(2)) * SECOND;
    }
    long[] choices = {10, 20, 50, 100, 250, 1000};
    return choices[random.nextInt(choices.length)] * 1_000_000;
  }

  /**
   * Version 3 learns the master's interval, in hundredths of a second. Not with
   * lower_prio_no_advert: two quick backups of a slow master that does not answer them teach each
   * other their own interval for ever, here and in keepalived.
   */
  private int quickness(VrrpVersion version, long interval) {
    int quick = chance(0.15) ? 2 + random.nextInt(4) : 1;
    boolean exact = interval / 10_000_000 % quick == 0;
    return version == VrrpVersion.V3 && exact ? quick : 1;
  }

  private AdvertisementRules rules() {
    AdvertisementRules usual = AdvertisementRules.DEFAULT;
    return chance(0.7)
        ? usual
        : new AdvertisementRules(
            2 + random.nextInt(4),
            random.nextBoolean(),
            random.nextBoolean(),
            usual.ownerIgnores(),
            usual.checksAddressList(),
            usual.version3ChecksumWithoutPseudoHeader(),
            usual.yieldsWhenLateBelow());
  }

  private Authentication authentication(VrrpVersion version) {
    if (version == VrrpVersion.V2 && chance(0.3)) {
      return new Authentication.Pass(Secret.of("1111"));
    }
    if (chance(0.15)) {
      Secret key = Secret.of("0123456789abcdef0123456789abcdef");
      return new Authentication.Hmac(
          List.of(new Authentication.Key(1, key)),
          1,
          Duration.ofSeconds(30),
          Authentication.AntiReplay.TIME,
          Authentication.Mode.ENFORCE);
    }
    return Authentication.NONE;
  }

  private AddressLease lease() {
    if (chance(0.15)) {
      return AddressLease.OFF;
    }
    return chance(0.1) ? new AddressLease(true, OptionalInt.of(30)) : AddressLease.AUTOMATIC;
  }

  private int weight() {
    int size = 1 + random.nextInt(60);
    return random.nextBoolean() ? size : -size;
  }

  private List<Cluster.Machine> machines(int directors, int routers, boolean group, int quickness) {
    List<Cluster.Machine> all = new ArrayList<>();
    boolean equal = chance(0.15);
    double stubborn = chance(0.3) ? 1 : chance(0.2) ? 0.5 : 0;
    int owner = !equal && chance(0.1) ? random.nextInt(directors) : -1;
    for (int i = 0; i < directors; i++) {
      List<Integer> priorities = new ArrayList<>();
      for (int router = 0; router < routers; router++) {
        boolean same = group && router > 0;
        priorities.add(same ? priorities.getFirst() : equal ? 100 : i == owner ? 255 : priority());
      }
      int quick = random.nextBoolean() ? quickness : 1;
      all.add(new Cluster.Machine(List.copyOf(priorities), !chance(stubborn), quick));
    }
    return all;
  }

  private int priority() {
    return chance(0.5) ? 50 * (1 + random.nextInt(4)) : 1 + random.nextInt(254);
  }

  private Phase start() {
    long length = 5 * cluster.intervalNanos();
    List<Trouble> starts =
        IntStream.range(0, cluster.directors())
            .<Trouble>mapToObj(each -> new Trouble.Start(within(length), each))
            .toList();
    return new Phase(false, starts, length);
  }

  private Phase single() {
    long length = (2 + random.nextInt(4)) * cluster.intervalNanos();
    Trouble trouble;
    do {
      trouble = trouble(2 + random.nextInt(KINDS - 2), length);
    } while (trouble instanceof Trouble.Partition);
    long end = trouble instanceof Trouble.Pause pause ? pause.durationNanos() : 0;
    return new Phase(true, List.of(trouble), length + end);
  }

  private Phase wild() {
    long length = (5 + random.nextInt(20)) * cluster.intervalNanos();
    int count = 1 + random.nextInt(8);
    List<Trouble> all =
        IntStream.range(0, count)
            .mapToObj(each -> trouble(random.nextInt(KINDS), length))
            .sorted(Comparator.comparingLong(Trouble::atNanos))
            .toList();
    return new Phase(false, all, length);
  }

  private Trouble trouble(int kind, long length) {
    long at = within(length);
    int director = random.nextInt(cluster.directors());
    int router = random.nextInt(cluster.routers());
    return switch (kind) {
      case 0 -> new Trouble.Storm(at, weather());
      case 1 -> new Trouble.Deaf(at, director, other(director));
      case 2 -> new Trouble.Partition(at, parts());
      case 3 -> new Trouble.Crash(at, director);
      case 4, 5 -> new Trouble.Start(at, director);
      case 6 -> new Trouble.Stop(at, director);
      case 7 -> new Trouble.Pause(at, director, pause());
      case 8 -> new Trouble.Cable(at, director, chance(0.6));
      case 9 -> new Trouble.Script(at, director, chance(0.6));
      case 10 -> new Trouble.File(at, director, random.nextInt(5) - 2);
      case 11 -> new Trouble.Reload(at, director);
      case 12 -> new Trouble.Priority(at, director, router, priority());
      case 13 -> new Trouble.Addresses(at, director, 1 + random.nextInt(2));
      case 14 -> new Trouble.Handover(at, director, router, chance(0.5));
      case 15 -> new Trouble.Release(at, director, router);
      case 16 -> new Trouble.Theft(at, director, router);
      default ->
          switch (random.nextInt(4)) {
            case 0 -> new Trouble.Rubbish(at, director, random.nextLong());
            case 1 -> new Trouble.Leap(at, director, leap());
            case 2 -> new Trouble.PowerOff(at, director);
            default -> new Trouble.Routers(at, director, routers());
          };
    };
  }

  /**
   * Who signs, sets its clock back and starts anew, is taken for a repeater until the clock has
   * caught up: nothing else can be done about replay (keepalived 2.4 is alike).
   */
  private long leap() {
    long least = cluster.authentication() instanceof Authentication.Hmac ? 0 : -5 * SECOND;
    return random.nextLong(least, 5 * SECOND);
  }

  /** Groups of differing members on two directors cannot settle, so all members go or none. */
  private int routers() {
    int count = random.nextInt(cluster.routers() + 1);
    return cluster.syncGroup() && count > 0 ? cluster.routers() : count;
  }

  private SimulatedLan.Weather weather() {
    return new SimulatedLan.Weather(
        random.nextDouble() * 0.5,
        random.nextDouble() * 0.3,
        (long) (random.nextDouble() * 2 * cluster.intervalNanos()));
  }

  private List<Integer> parts() {
    return IntStream.range(0, cluster.directors()).mapToObj(each -> random.nextInt(2)).toList();
  }

  /** Mostly some intervals; sometimes longer than the lease. */
  private long pause() {
    if (chance(0.15)) {
      return cluster.longestMasterDownNanos() + within(4 * SECOND);
    }
    return within(8 * cluster.intervalNanos());
  }

  private int other(int director) {
    return (director + 1 + random.nextInt(cluster.directors() - 1)) % cluster.directors();
  }

  private long within(long nanos) {
    return (long) (random.nextDouble() * nanos);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
