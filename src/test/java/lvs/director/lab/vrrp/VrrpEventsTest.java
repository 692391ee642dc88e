package lvs.director.lab.vrrp;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can happen to either of two routers that run. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "user-mode machine 1", mode = ResourceAccessMode.READ)
@ResourceLock(value = "user-mode machine 2", mode = ResourceAccessMode.READ)
class VrrpEventsTest {
  private static final List<Setup> SETUPS = List.of(Setup.V3_IPV4, Setup.V3_IPV6, Setup.UNICAST);

  @TempDir Path folder;

  static Stream<Arguments> rows() {
    return SETUPS.stream()
        .flatMap(setup -> Casting.all().stream().map(casting -> Arguments.of(setup, casting)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void cables(Setup setup, Casting casting) throws Exception {
    try (Pair pair = Pair.begun(setup, casting, folder)) {
      pair.step();
      pair.second.host().cut(0);
      pair.stays("backup's cable out", pair.first);
      pair.step();
      pair.second.host().plug(0);
      pair.stays("backup's cable in", pair.first);
      pair.step();
      pair.first.host().cut(0);
      pair.withinTheProtocolsLimit(pair.settled("master's cable out", pair.second));
      pair.step();
      pair.first.host().plug(0);
      pair.withinTheProtocolsLimit(pair.settled("master's cable in", pair.first));
      pair.packetsAreGood();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void killsAndStops(Setup setup, Casting casting) throws Exception {
    try (Pair pair = Pair.begun(setup, casting, folder)) {
      pair.step();
      pair.second.kill();
      pair.stays("backup killed", pair.first);
      pair.second.start();
      pair.step();
      pair.stays("backup back", pair.first);
      pair.step();
      pair.second.stop();
      pair.stays("backup stopped", pair.first);
      pair.second.start();
      pair.step();
      pair.stays("backup back again", pair.first);
      pair.step();
      pair.first.kill();
      pair.withinTheProtocolsLimit(pair.takenFromDead("master killed", pair.second));
      pair.packetsAreGood();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void pauses(Setup setup, Casting casting) throws Exception {
    try (Pair pair = Pair.begun(setup, casting, folder)) {
      pair.step();
      pair.second.pause();
      pair.stays("backup paused", pair.first);
      pair.step();
      pair.second.resume();
      pair.settled("backup resumed", pair.first);
      pair.step();
      pair.first.pause();
      pair.withinTheProtocolsLimit(pair.takenFromDead("master paused", pair.second));
      pair.step();
      pair.first.resume();
      pair.withinTheProtocolsLimit(pair.settled("master resumed", pair.first));
      pair.packetsAreGood();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void reloads(Setup setup, Casting casting) throws Exception {
    try (Pair pair = Pair.begun(setup, casting, folder)) {
      pair.step();
      pair.second.reload();
      pair.stays("backup reloaded", pair.first);
      pair.step();
      pair.first.reload();
      pair.stays("master reloaded", pair.first);
      pair.step();
      pair.first.configure(pair.conf(pair.first.host(), pair.second.host(), 50));
      pair.first.reload();
      pair.withinTheProtocolsLimit(pair.settled("master's priority lowered", pair.second));
      pair.packetsAreGood();
    }
  }
}
