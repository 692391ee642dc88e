package lvs.director.lab.ipvs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lvs.director.lab.uml.UserModeMachine;
import lvs.director.lab.uml.UserModeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Real keepalived and we, each in its own namespace with the same file and the same real servers up
 * or down, end with the same table. keepalived starts anew with each file, we reload.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 1")
class DifferentialTest {
  static final long SEED = 5;
  private static final int FILES = 10;

  @TempDir static Path folder;

  private static UserModeMachine machine;

  @BeforeAll
  static void boot() throws IOException {
    machine = UserModeMachine.boot(folder.resolve("machine"), 700);
  }

  @AfterAll
  static void halt() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  void theSamplesOfKeepalivedAndTheListingsOfWebPagesEndWithTheSameTable() throws IOException {
    try (Contest contest = new Contest(machine, folder.resolve("samples"))) {
      for (Sample sample : Sample.all()) {
        compare(contest, sample);
      }
      contest.assertAgreed();
    }
  }

  private static void compare(Contest contest, Sample sample) {
    contest.realServers(sample.addresses());
    contest.load(sample.text());
    contest.awaitVerdicts(sample.checkedServers());
    contest.compare(sample.name() + ", nobody answers\n" + sample.text());
    if (sample.upByPort80() == 0) {
      return;
    }
    contest.mark();
    List<UserModeServer> web = contest.listen(80);
    contest.await(sample.upByPort80(), 0);
    contest.compare(sample.name() + ", port 80 answers\n" + sample.text());
    web.forEach(UserModeServer::stop);
  }

  @Test
  void aHundredGeneratedServicesEndWithTheSameTable() throws IOException {
    try (Contest contest = new Contest(machine, folder.resolve("generated"))) {
      List<UserModeServer> first = contest.listen(GeneratedServices.FIRST);
      List<UserModeServer> second = contest.listen(GeneratedServices.SECOND);
      for (int number = 0; number < FILES; number++) {
        second.forEach(UserModeServer::stop);
        compare(contest, number, first, second);
      }
      contest.assertAgreed();
    }
  }

  /** All changes at one time are to the better or to the worse, since a hysteresis has a memory. */
  private static void compare(
      Contest contest, int number, List<UserModeServer> first, List<UserModeServer> second) {
    GeneratedServices file = new GeneratedServices(SEED, number);
    String what = "seed " + SEED + ", file " + number + ", %s\n" + file.text();
    contest.realServers(addresses(number));
    contest.load(file.text());
    contest.await(file.alphaOnFirst(), file.onSecond());
    contest.compare(what.formatted("at start"));

    contest.mark();
    second.forEach(UserModeServer::start);
    contest.await(file.onSecond(), 0);
    contest.compare(what.formatted("all up"));

    contest.mark();
    first.forEach(UserModeServer::stop);
    second.forEach(UserModeServer::stop);
    contest.await(0, file.onFirst() + file.onSecond());
    contest.compare(what.formatted("all down"));

    contest.mark();
    first.forEach(UserModeServer::start);
    contest.await(file.onFirst(), 0);
    contest.compare(what.formatted("some up again"));
    second.forEach(UserModeServer::start);
  }

  private static List<String> addresses(int number) {
    List<String> addresses = new ArrayList<>();
    for (int each = 1; each <= GeneratedServices.ADDRESSES; each++) {
      addresses.add("10.8.%d.%d/32".formatted(number, each));
      addresses.add("fd00:8:%d::%d/128".formatted(number, each));
    }
    return addresses;
  }
}
