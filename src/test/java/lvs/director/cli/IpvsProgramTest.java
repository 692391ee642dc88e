package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsCounters;
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsInfo;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.ipvs.IpvsTable;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.ipvs.Names;
import lvs.director.ipvs.SimulatedKernel;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpvsProgramTest {
  private final Kernel kernel = new Kernel();

  /** The simulated table, with timeouts and daemons. */
  private static final class Kernel implements IpvsKernel {
    private final SimulatedKernel table = new SimulatedKernel();
    private final List<IpvsDaemon> daemons = new ArrayList<>();
    private IpvsTimeouts timeouts = new IpvsTimeouts(900, 120, 300);
    private boolean broken;

    @Override
    public List<Optional<String>> apply(List<IpvsChange> changes) {
      return changes.stream().map(this::apply).toList();
    }

    private Optional<String> apply(IpvsChange change) {
      switch (change) {
        case IpvsChange.SetTimeouts set -> timeouts = set.timeouts();
        case IpvsChange.StartDaemon start -> daemons.add(start.daemon());
        case IpvsChange.StopDaemon stop -> daemons.removeIf(each -> each.role() == stop.role());
        default -> {
          int errno = table.apply(change);
          return Optional.of("errno " + errno).filter(_ -> errno != SimulatedKernel.OK);
        }
      }
      return Optional.empty();
    }

    @Override
    public IpvsReading read() throws IOException {
      if (broken) {
        throw new IOException("no answer");
      }
      return new IpvsReading(table.table().rows().values().stream().map(Kernel::reading).toList());
    }

    private static ServiceReading reading(IpvsTable.Row row) {
      return new ServiceReading(
          row.service(),
          IpvsCounters.ZERO,
          row.servers().values().stream()
              .map(server -> new ServerReading(server, 0, 0, 0, IpvsCounters.ZERO))
              .toList());
    }

    @Override
    public Optional<ServiceReading> read(ServiceKey key) {
      return table.row(key).map(Kernel::reading);
    }

    @Override
    public IpvsTimeouts timeouts() {
      return timeouts;
    }

    @Override
    public List<IpvsDaemon> daemons() {
      return List.copyOf(daemons);
    }

    @Override
    public IpvsInfo info() {
      return new IpvsInfo("1.2.1", 4096);
    }

    @Override
    public Stream<String> connections() {
      return Stream.of(
          "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData",
          "UDP 0A090902 007B 0A090901 13C4 0A090909 13C4 UDP             298");
    }

    @Override
    public void close() {}
  }

  private CommandRunner.Outcome run(String line) {
    return restore("", line);
  }

  private CommandRunner.Outcome restore(String text, String line) {
    return execute(() -> kernel, text, line);
  }

  private static CommandRunner.Outcome execute(IpvsKernel.Source source, String text, String line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings plain = CommandRunner.surroundings(directory -> null);
    Surroundings captured =
        new Surroundings(
            new PrintWriter(out),
            new PrintWriter(err),
            plain.environment(),
            plain.userId(),
            plain.terminal(),
            plain.clock(),
            plain.zone(),
            plain.files(),
            plain.connector(),
            plain.launch());
    int code =
        new IpvsProgram(
                captured, source, Names.NUMERIC, () -> new BufferedReader(new StringReader(text)))
            .execute(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    return new CommandRunner.Outcome(code, out.toString(), err.toString());
  }

  private String saved() {
    return run("-Sn").out();
  }

  private void make() {
    CommandRunner.Outcome made =
        restore(
            """
            -A -t 10.0.0.1:80 -s wrr -p 50
            -a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 5 -x 10
            """,
            "-R");
    assertEquals(new CommandRunner.Outcome(0, "", ""), made);
  }

  @Test
  void aBareCommandListsTheTable() {
    make();
    assertEquals(
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port Scheduler Flags
          -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
        TCP  10.0.0.1:80 wrr persistent 50
          -> 10.0.0.2:8080                Masq    5      0          0        \s
        """,
        run("").out());
    assertFalse(run("-Ln -t 10.0.0.1:80").out().contains("version"));
    assertTrue(run("-Lnc").out().endsWith("10.9.9.1:5060      10.9.9.9:5060\n"));
    assertEquals("Timeout (tcp tcpfin udp): 900 120 300\n", run("-L --timeout").out());
    assertTrue(run("-v").out().contains("IPVS v1.2.1"));
  }

  @Test
  void whatCannotBeListedEndsWithOne() {
    CommandRunner.Outcome missing = run("-Ln -t 10.0.0.9:80");
    assertEquals(1, missing.exitCode());
    assertEquals(
        "lvs-director: -Ln -t 10.0.0.9:80: there is no service TCP 10.0.0.9:80\n", missing.err());
    kernel.broken = true;
    assertEquals(1, run("-Ln").exitCode());
  }

  @Test
  void withoutIpvsTheCodeIsTwoAndTheRemedyIsSaid() {
    CommandRunner.Outcome outcome =
        execute(
            () -> {
              throw new IOException("load ip_vs");
            },
            "",
            "-L");
    assertEquals(new CommandRunner.Outcome(2, "", "lvs-director: load ip_vs\n"), outcome);
  }

  @Test
  void wrongWordsDoNotAskTheKernelAndNameTheHelp() {
    CommandRunner.Outcome outcome =
        execute(
            () -> {
              throw new AssertionError("asked");
            },
            "",
            "-A -t x");
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().endsWith("see: lvs-director ipvs --help\n"), outcome.err());
    assertTrue(run("--help").out().startsWith("Usage: lvs-director ipvs"));
  }

  @Test
  void whatTheKernelRefusesEndsWith255() {
    make();
    CommandRunner.Outcome outcome = run("-A -t 10.0.0.1:80");
    assertEquals(
        new CommandRunner.Outcome(255, "", "lvs-director: -A -t 10.0.0.1:80: errno 17\n"), outcome);
  }

  @Test
  void anEditResetsWhatIsNotGivenAndSaysSo() {
    make();
    CommandRunner.Outcome server = run("-e -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 7");
    assertEquals(0, server.exitCode());
    assertEquals(
        "lvs-director: 10.0.0.2:8080 in TCP 10.0.0.1:80: not given and so reset: upper threshold 10"
            + " becomes 0; --keep leaves what is not given\n",
        server.err());
    CommandRunner.Outcome service = run("-E -t 10.0.0.1:80");
    assertTrue(service.err().contains("scheduler wrr becomes wlc, persistence 50 s for each /32"));
    assertEquals("-A -t 10.0.0.1:80 -s wlc\n-a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 7\n", saved());
  }

  @Test
  void anEditKeepsWhatIsNotGivenWhenAskedTo() {
    make();
    assertEquals(
        new CommandRunner.Outcome(0, "", ""),
        run("-e -t 10.0.0.1:80 -r 10.0.0.2:8080 -w 7 --keep"));
    assertEquals(new CommandRunner.Outcome(0, "", ""), run("-E -t 10.0.0.1:80 -s rr --keep"));
    assertEquals(
        """
        --set 900 120 300
        -A -t 10.0.0.1:80 -s rr -p 50
        -a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 7 -x 10
        """,
        run("-Sn --complete").out());
  }

  @Test
  void clearingSaysHowMuchIsGone() {
    make();
    CommandRunner.Outcome cleared = run("-C");
    assertEquals(
        "lvs-director: 1 services with 1 servers are gone, whoever made them; -D takes a single"
            + " one\n",
        cleared.err());
    assertEquals("", run("-C").err());
  }

  @Test
  void aRestoreGoesOnAfterARefusedLineAndEndsWithTheCodeOfTheLast() {
    CommandRunner.Outcome outcome =
        restore(
            """
            # made by hand
            -A -t 10.0.0.1:80
            ipvsadm -A -t 10.0.0.1:80
            -L --bogus

            /sbin/ipvsadm -A -t 10.0.0.2:80
            """,
            "-R");
    assertEquals(0, outcome.exitCode());
    assertEquals(
        """
        lvs-director: line 3: -A -t 10.0.0.1:80: errno 17
        lvs-director: line 4: -L --bogus: there is no option --bogus
        lvs-director: 2 of 4 lines were refused; what the others did stays; with --all-or-nothing it would not
        """,
        outcome.err());
    assertEquals("-A -t 10.0.0.1:80 -s wlc\n-A -t 10.0.0.2:80 -s wlc\n", saved());
    assertEquals(255, restore("-Z\n-A -t 10.0.0.1:80\n", "-R").exitCode());
    assertEquals(255, restore("-Z\n-L --bogus\n", "-R").exitCode());
  }

  @Test
  void aRestoreEndsAtALineThatMeansNothing() {
    assertEquals(2, restore("-A -f 1\n-A -t x\n-A -f 2\n", "-R").exitCode());
    assertEquals(255, restore("-A -f 3\n--bogus\n-A -f 2\n", "-R").exitCode());
    assertEquals(255, restore("-A -f 4\n-R\n-A -f 2\n", "-R").exitCode());
    assertEquals(1, restore("-A -f 5\n-Ln -f 99\n-A -f 2\n", "-R").exitCode());
    assertEquals(0, restore("-A -f 6\n-h\n-A -f 2\n", "-R").exitCode());
    assertEquals(0, restore("-A -f 7\n-v\n-A -f 2\n", "-R").exitCode());
    assertEquals(
        List.of("1", "3", "4", "5", "6", "7"),
        saved().lines().map(line -> line.split(" ")[2]).toList());
  }

  @Test
  void listsStandBetweenChangesOfARestore() {
    assertEquals(
        "-A -f 1 -s wlc\n-A -f 1 -s wlc\n-A -f 2 -s wlc\n",
        restore("-A -f 1\n-S -n\n-A -f 2\n-S -n\n", "-R").out());
  }

  @Test
  void allOrNothingDoesNothingWhenALineIsWrong() {
    CommandRunner.Outcome outcome =
        restore("-A -f 1\n-A -t x\n-L -n\n-A -f 2 -s\n", "-R --all-or-nothing");
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().startsWith("lvs-director: line 2: -A -t x: -t 'x'"), outcome.err());
    assertTrue(outcome.err().endsWith("3 lines are wrong: nothing was changed\n"));
    assertEquals("", saved());
  }

  @Test
  void allOrNothingUndoesEverythingWhenALineIsRefused() {
    make();
    String before = run("-Sn --complete").out();
    CommandRunner.Outcome outcome =
        restore(
            """
            --set 1 2 3
            --start-daemon master --mcast-interface d0
            -a -t 10.0.0.1:80 -r 10.0.0.3
            -e -t 10.0.0.1:80 -r 10.0.0.2:8080 -w 9 --keep
            -C
            -A -f 7
            -A -f 7
            """,
            "-R --all-or-nothing");
    assertEquals(255, outcome.exitCode());
    assertEquals(
        """
        lvs-director: line 7: -A -f 7: errno 17
        lvs-director: 1 of 7 lines were refused: what the others did is undone
        """,
        outcome.err());
    assertEquals(before, run("-Sn --complete").out());
    assertEquals(0, restore("-C\n-A -f 7\n", "-R --all-or-nothing").exitCode());
    assertEquals("-A -f 7 -s wlc\n", saved());
  }

  @Test
  void servicesHaveTheNamesOfTheFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("services"),
            "# names\nhttp 80/tcp www # web\nother 80/tcp\nbad 99999999/tcp\nhalf\ndns 53/udp\n");
    SystemNames names = new SystemNames(file);
    assertEquals(OptionalInt.of(80), names.port("www", Protocol.TCP));
    assertEquals(OptionalInt.empty(), names.port("www", Protocol.UDP));
    assertEquals(Optional.of("http"), names.service(80, Protocol.TCP));
    assertEquals(Optional.empty(), names.service(53, Protocol.TCP));
    assertEquals(Optional.empty(), new SystemNames(folder).service(80, Protocol.TCP));
    assertEquals(Endpoint.address("127.0.0.1"), names.address("localhost"));
    assertEquals(Optional.empty(), names.address("08.1"));
    assertEquals(Optional.empty(), names.address("[::1]:80"));
  }
}
