package lvs.director.lab.vrrp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import lvs.director.lab.net.ProbeReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a pair in every setup: elected, stopped, back, killed, back. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "user-mode machine 1", mode = ResourceAccessMode.READ)
@ResourceLock(value = "user-mode machine 2", mode = ResourceAccessMode.READ)
class VrrpMatrixTest {
  @TempDir Path folder;

  /** Setups in which the first router comes back to the mastership by itself. */
  private static final Set<Setup> PREEMPTING =
      EnumSet.complementOf(EnumSet.of(Setup.NOPREEMPT, Setup.V3_CHECKSUM_AS_V2));

  static Stream<Arguments> preempting() {
    return PREEMPTING.stream().flatMap(VrrpMatrixTest::castings);
  }

  /**
   * keepalived takes this sum since 2.2.8 only, so with 2.2.7 as the backup it would be a second
   * master; ours takes both sums.
   */
  static Stream<Arguments> checksumAsV2() {
    return Stream.of(
        Arguments.of(Setup.V3_CHECKSUM_AS_V2, new Casting(Kind.KEEPALIVED, Kind.DIRECTOR)),
        Arguments.of(Setup.V3_CHECKSUM_AS_V2, new Casting(Kind.DIRECTOR, Kind.DIRECTOR)));
  }

  static Stream<Arguments> nopreempt() {
    return castings(Setup.NOPREEMPT);
  }

  static Stream<Arguments> scriptWeight() {
    return castings(Setup.SCRIPT_WEIGHT);
  }

  static Stream<Arguments> syncGroup() {
    return castings(Setup.SYNC_GROUP);
  }

  private static Stream<Arguments> castings(Setup setup) {
    return Casting.all().stream().map(casting -> Arguments.of(setup, casting));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"preempting", "checksumAsV2"})
  void theBackupTakesOverAndTheMasterComesBack(Setup setup, Casting casting) throws Exception {
    try (Pair pair = Pair.begun(setup, casting, folder)) {
      pair.step();
      pair.first.stop();
      pair.withinTheProtocolsLimit(pair.settled("first stopped", pair.second));
      pair.step();
      pair.first.start();
      pair.withinTheProtocolsLimit(pair.settled("first back", pair.first));
      pair.step();
      pair.first.kill();
      ProbeReport afterKill = pair.takenFromDead("first killed", pair.second);
      if (setup != Setup.VMAC_XMIT_BASE) {
        pair.withinTheProtocolsLimit(afterKill);
      } // else both machines answer from one MAC, and the switch follows who spoke last
      pair.step();
      pair.first.start();
      pair.withinTheProtocolsLimit(pair.settled("first back again", pair.first));
      pair.packetsAreGood();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("nopreempt")
  void withNopreemptTheReturningRouterStaysBackup(Setup setup, Casting casting) throws Exception {
    try (Pair pair = Pair.begun(setup, casting, folder)) {
      pair.step();
      pair.first.stop();
      pair.withinTheProtocolsLimit(pair.settled("first stopped", pair.second));
      pair.step();
      pair.first.start();
      pair.stays("first back", pair.second);
      pair.step();
      pair.second.stop();
      pair.withinTheProtocolsLimit(pair.settled("second stopped", pair.first));
      pair.packetsAreGood();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("scriptWeight")
  void aScriptsWeightMovesTheMastership(Setup setup, Casting casting) throws Exception {
    try (Pair pair = Pair.begun(setup, casting, folder, 80, 100)) {
      pair.step();
      Files.delete(pair.check(pair.first.host()));
      pair.withinTheProtocolsLimit(pair.settled("script fails on first", pair.second));
      pair.step();
      Pair.touch(pair.check(pair.first.host()));
      pair.withinTheProtocolsLimit(pair.settled("script succeeds again", pair.first));
      pair.packetsAreGood();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("syncGroup")
  void aSyncGroupMovesAsOneWhenOneCableIsOut(Setup setup, Casting casting) throws Exception {
    try (Pair pair = Pair.begun(setup, casting, folder)) {
      pair.step();
      pair.first.host().cut(1);
      pair.withinTheProtocolsLimit(pair.settled("cable of eth1 out", pair.second));
      pair.step();
      pair.first.host().plug(1);
      pair.withinTheProtocolsLimit(pair.settled("cable of eth1 in", pair.first));
      pair.packetsAreGood();
    }
  }
}
