package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsadmCommand.EditServer;
import lvs.director.ipvs.IpvsadmCommand.EditService;
import lvs.director.ipvs.IpvsadmCommand.ListConnections;
import lvs.director.ipvs.IpvsadmCommand.ListTable;
import lvs.director.ipvs.ParsedCommand.Understood;
import lvs.director.ipvs.ParsedCommand.Wrong;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every exit code here is one that ipvsadm 1.31 gave in a user-mode kernel. */
class IpvsadmParserTest {
  private static final ServiceKey WEB = tcp("10.0.0.1:80");

  /** One host and one service. */
  static final class TestNames implements Names {
    @Override
    public Optional<InetAddress> address(String host) {
      return host.equals("www") ? Endpoint.address("10.0.0.1") : Optional.empty();
    }

    @Override
    public OptionalInt port(String service, Protocol protocol) {
      return service.equals("http") && protocol == Protocol.TCP
          ? OptionalInt.of(80)
          : OptionalInt.empty();
    }

    @Override
    public Optional<String> host(InetAddress address) {
      return Endpoint.text(address).equals("10.0.0.1") ? Optional.of("www") : Optional.empty();
    }

    @Override
    public Optional<String> service(int port, Protocol protocol) {
      return port == 80 && protocol == Protocol.TCP ? Optional.of("http") : Optional.empty();
    }
  }

  private static ServiceKey tcp(String endpoint) {
    return new ServiceKey.Address(Protocol.TCP, Endpoint.parse(endpoint).orElseThrow());
  }

  private static ParsedCommand parse(String line) {
    List<String> words = line.isEmpty() ? List.of() : Arrays.asList(line.split(" "));
    return IpvsadmParser.parse(words, new TestNames());
  }

  private static IpvsadmCommand command(String line) {
    return assertInstanceOf(Understood.class, parse(line), () -> line + ": " + parse(line))
        .command();
  }

  private static IpvsChange change(String line) {
    return assertInstanceOf(IpvsadmCommand.Change.class, command(line)).change();
  }

  private static IpvsService service(String line) {
    return assertInstanceOf(IpvsChange.AddService.class, change(line)).service();
  }

  private static IpvsServer server(String line) {
    return assertInstanceOf(IpvsChange.AddServer.class, change(line)).server();
  }

  private static String remark(String line) {
    return String.join("|", assertInstanceOf(Understood.class, parse(line)).remarks());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -A | 2
          -A -t 10.0.0.1 | 2
          -A -t 10.0.0.1: | 2
          -A -t 10.0.0.1:65536 | 2
          -A -t 10.0.0.1:-1 | 2
          -A -t 10.0.0.1:https | 2
          -A -t nohost:80 | 2
          -A -t :80 | 2
          -A -t 08.1:80 | 2
          -A -t 10.0.256:0x50 | 2
          -A -t 1.2.3.4.5:80 | 2
          -A -t ::1 | 2
          -A -t [::1] | 2
          -A -t [::1]x:80 | 2
          -A -t [10.0.0.1]:80 | 2
          -A -u 10.0.0.1:http | 2
          -A -t 10.0.0.1:80 -u 10.0.0.1:53 | 2
          -A -t 10.0.0.1:80 -o | 2
          -A -t 10.0.0.1:80 -p 0 | 2
          -A -t 10.0.0.1:80 -p 2678401 | 2
          -A -t 10.0.0.1:80 -p= | 2
          -A -t 10.0.0.1:80 -M nomask | 2
          -A -t [::1]:80 -M 0 | 2
          -A -t [::1]:80 -M 129 | 2
          -A -t 10.0.0.1:80 -b sh-port | 2
          -A -t 10.0.0.1:80 -s sh -b mh-port | 2
          -A -t 10.0.0.1:80 -b flag-4 | 2
          -A -t 10.0.0.1:80 -n | 2
          -A -t 10.0.0.1:80 -r 10.0.0.2 | 2
          -A -t 10.0.0.1:80 -D | 2
          -A -t 10.0.0.1:80 -h | 2
          -A -t 10.0.0.1:80 word | 2
          -A -f 0 | 2
          -A -f -1 | 2
          -A -f 4294967296 | 2
          -A -f 0x10 | 2
          -A -6 -f 7 | 2
          -a -t 10.0.0.1:80 | 2
          -a -r 10.0.0.2 | 2
          -a -t 10.0.0.1:80 -r 2001:db8::2 | 2
          -a -f 7 -r 2001:db8::2 -m | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -g -m | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -w 2147483648 | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -w -1 | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -w 1x | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -x -1 | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 --tun-type gue | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gue | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gue --tun-port 0 | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-port 7 | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-csum | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gre --tun-remcsum | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gre --tun-csum --tun-nocsum | 2
          -a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type bad | 2
          -d -t 10.0.0.1:80 | 2
          -C -n | 2
          -S -t 10.0.0.1:80 | 2
          -Z -n | 2
          -L -c -t 10.0.0.1:80 | 2
          -L -c --timeout | 2
          -L --daemon --timeout | 2
          -L -c --stats | 2
          -L --timeout --persistent-conn | 2
          -L -n -n | 2
          -L foo | 2
          foo -L | 2
          --set 1 2 | 2
          --set 1 2 3 4 | 2
          --set 1 2 2678401 | 2
          --set 1 2 3 -n | 2
          --start-daemon slave | 2
          --start-daemon master --syncid 256 | 2
          --start-daemon master --mcast-group 10.0.0.1 | 2
          --start-daemon master --sync-maxlen 65508 | 2
          --start-daemon master --mcast-ttl 0 | 2
          --stop-daemon master --mcast-interface lo | 2
          foo | 255
          -n -L | 255
          -x | 255
          -t | 255
          -- -L | 255
          - | 255
          -Q | 255
          -L -Q | 255
          -L --num | 255
          -L=n | 255
          --list=x | 255
          -L --stats= | 255
          -A -t | 255
          -A -t 10.0.0.1:80 -b | 255
          --start-daemon | 255
          """)
  void whatIsWrongHasTheExitCodeOfIpvsadmAndSaysSo(String line, int code) {
    Wrong wrong = assertInstanceOf(Wrong.class, parse(line), line);
    assertEquals(code, wrong.exitCode(), line);
    assertTrue(wrong.message().length() > 10, wrong.message());
  }

  @Test
  void whatIpvsadmWouldNotTakeIsSaidWithTheRemedy() {
    assertEquals(
        new Wrong(2, false, "-w '70000000000': must be a number from 0 to 2147483647"),
        parse("-a -t 10.0.0.1:80 -r 10.0.0.2 -w 70000000000"));
    assertEquals(
        new Wrong(2, false, "-a needs -t, -u, --sctp-service or -f"), parse("-a -r 10.0.0.2"));
    assertEquals(
        new Wrong(2, false, "-b 'sh-port' is for the scheduler sh, not for wlc"),
        parse("-A -t 10.0.0.1:80 -b sh-port"));
    assertTrue(parse("-A -f -1").toString().contains("ipvsadm prints 4294967295 so"));
  }

  @Test
  void aMaskWithHolesIsRefusedSinceNoPrefixLengthSaysIt() {
    assertInstanceOf(Wrong.class, parse("-A -t 10.0.0.1:80 -p -M 255.0.255.0"));
    assertEquals(128, service("-A -M 255.0.255.0 -t [::1]:80 -p").prefixLength());
  }

  @Test
  void aServiceHasIpvsadmsDefaults() {
    assertEquals(
        new IpvsService(WEB, "wlc", 0, 0, 32, Optional.empty()), service("-A -t 10.0.0.1:80"));
    assertEquals(360, service("-A -t 10.0.0.1:80 -p").timeoutSeconds());
    assertEquals(360, service("-A -p -t 10.0.0.1:80").timeoutSeconds());
    assertEquals("wlc", service("-A -t 10.0.0.1:80 -s=").scheduler());
  }

  @Test
  void optionsMayStandTogetherAndCarryTheirValuesInEveryWay() {
    IpvsService expected = service("-A -t 10.0.0.1:80 -s sh -p 50 -M 255.255.255.0");
    for (String line :
        List.of(
            "-At10.0.0.1:80 -ssh -p50 -M255.255.255.0",
            "--add-service --tcp-service=10.0.0.1:80 --scheduler=sh --persistent=50"
                + " --netmask=255.255.255.0",
            "-A -p=50 -M=255.255.255.0 -s=sh -t=www:http",
            "-A -M 0xffffff00 -s sh -p 050 -t 10.1:80 --sort --sort")) {
      assertEquals(expected, service(line), line);
    }
  }

  @Test
  void aServiceMayBeNamedInEveryWay() {
    assertEquals(tcp("[2001:db8::1]:80"), service("-A -t [2001:db8::1]:80").key());
    assertEquals(tcp("[2001:db8::1]:0"), service("-A -t 2001:db8::1 -p").key());
    assertEquals(
        new ServiceKey.Address(Protocol.SCTP, Endpoint.parse("10.0.0.1:9").orElseThrow()),
        service("-A --sctp-service 10.0.0.1:9").key());
    assertEquals(new ServiceKey.Mark(AddressFamily.IPV6, -1), service("-A -f 4294967295 -6").key());
    assertEquals(64, service("-A -f 7 -6 -p -M 64").prefixLength());
  }

  @Test
  void flagsHaveTheirKernelNumbers() {
    assertEquals(
        IpvsService.SCHEDULER_1 | IpvsService.SCHEDULER_2 | IpvsService.ONE_PACKET,
        service("-A -u 10.0.0.1:53 -o -b mh-fallback,,flag-2 -s mh").flags());
    assertEquals(Optional.of("sip"), service("-A -u 10.0.0.1:53 --pe sip -p").engine());
  }

  @Test
  void aServerHasIpvsadmsDefaults() {
    assertEquals(
        new IpvsServer(
            Endpoint.parse("10.0.0.2:80").orElseThrow(),
            IpvsForwarding.DIRECT,
            IpvsServer.PLAIN,
            1,
            0,
            0),
        server("-a -t 10.0.0.1:80 -r 10.0.0.2"));
    assertEquals(0, server("-a -f 7 -r 10.0.0.2 -m").endpoint().port());
    assertEquals(80, server("-a -t 10.0.0.1:80 -r 10.0.0.2 -m").endpoint().port());
  }

  @Test
  void aTunnelHasTypePortAndChecksum() {
    assertEquals(
        new Tunnel(TunnelType.GUE, 6080, TunnelChecksum.REMCSUM),
        server("-a -t 10.0.0.1:80 -r 2001:db8::2 --tun-remcsum --tun-port 6080 --tun-type gue -i")
            .tunnel());
    assertEquals(
        new Tunnel(TunnelType.GRE, 0, TunnelChecksum.NOCSUM),
        server("-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gre").tunnel());
  }

  @Test
  void whatIpvsadmDoesSilentlyIsRemarked() {
    assertTrue(remark("-a -t 10.0.0.1:80 -r 10.0.0.2:8080").contains("8080 of the real server"));
    assertTrue(remark("-a -r 10.0.0.2 -t 10.0.0.1:80 -m").contains("port 0"));
    assertTrue(remark("-A -M 64.0.0.0 -t [::1]:80 -p").contains("no effect"));
    assertTrue(remark("-A -t 10.0.0.1:80 -M 255.0.0.0").contains("no effect"));
    assertEquals("", remark("-a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m"));
  }

  @Test
  void listsAreUnderstood() {
    assertEquals(new ListTable(ListView.TABLE, false, false, true, Optional.empty()), command(""));
    assertEquals(
        new ListTable(ListView.STATS, true, true, false, Optional.of(WEB)),
        command("-lnX --rate --stats --nosort -t 10.0.0.1:80"));
    assertEquals(new ListConnections(true, true), command("-Lnc --persistent-conn --syncid 3"));
    assertEquals(new IpvsadmCommand.ListTimeouts(), command("-L --timeout --tun-info"));
    assertEquals(new IpvsadmCommand.ListDaemons(), command("--list --daemon"));
    assertEquals(new IpvsadmCommand.Save(true, true), command("-Sn --complete"));
    assertEquals(new IpvsadmCommand.Restore(true), command("-R --all-or-nothing"));
  }

  @Test
  void otherChangesAreUnderstood() {
    assertEquals(new IpvsChange.Flush(), change("-C"));
    assertEquals(new IpvsChange.Zero(Optional.of(WEB)), change("-Z -t 10.0.0.1:80"));
    assertEquals(new IpvsChange.DeleteService(WEB), change("-D -t 10.0.0.1:80"));
    assertEquals(
        new IpvsChange.DeleteServer(WEB, Endpoint.parse("10.0.0.2:80").orElseThrow()),
        change("-d -t 10.0.0.1:80 -r 10.0.0.2"));
    assertEquals(new IpvsChange.SetTimeouts(new IpvsTimeouts(1, 0, 3)), change("1 --set 0 3"));
    assertEquals(
        new IpvsChange.StopDaemon(IpvsDaemon.Role.MASTER, 5),
        change("--stop-daemon master --syncid 5"));
    assertEquals(
        new IpvsChange.StartDaemon(
            new IpvsDaemon(IpvsDaemon.Role.BACKUP, "eth0", 0, 0, Optional.empty(), 0, 0)),
        change("--start-daemon=backup"));
  }

  @Test
  void anEditKnowsWhatWasGiven() {
    EditServer edit =
        assertInstanceOf(EditServer.class, command("-e -t 10.0.0.1:80 -r 10.0.0.2:81 -w 5 --keep"));
    assertTrue(edit.keep());
    assertTrue(edit.given().contains(IpvsadmOption.WEIGHT));
    assertEquals(81, edit.wanted().endpoint().port());
    EditService service = assertInstanceOf(EditService.class, command("-E -t 10.0.0.1:80 -s rr"));
    assertEquals("rr", service.wanted().scheduler());
    assertInstanceOf(Wrong.class, parse("-A -t 10.0.0.1:80 --keep"));
  }

  @Test
  void anyWordsAreUnderstoodOrWrong() {
    List<String> words =
        new ArrayList<>(List.of("", "-", "--", "=", "10.0.0.1:80", "[::1]:80", "7"));
    for (IpvsadmOption option : IpvsadmOption.values()) {
      words.add(option.toString());
      words.add(option + "=");
      words.add(option + "x");
    }
    for (IpvsadmVerb verb : IpvsadmVerb.values()) {
      words.add(verb.toString());
    }
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      List<String> line = new ArrayList<>();
      for (int i = random.nextInt(7); i >= 0; i--) {
        line.add(
            random.nextInt(10) > 0
                ? words.get(random.nextInt(words.size()))
                : random
                    .ints(random.nextInt(6), 32, 300)
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
      }
      switch (IpvsadmParser.parse(line, new TestNames())) {
        case Understood _ -> {}
        case Wrong wrong ->
            assertTrue(
                wrong.exitCode() == 2 || wrong.exitCode() == 255, "seed " + seed + ": " + line);
      }
    }
  }

  @Test
  void linesOfARestoreMayHaveCommentsAndTheProgramsName() {
    assertEquals(List.of(), RestoreLine.words(" # -C"));
    assertEquals(List.of("-C"), RestoreLine.words("\tipvsadm -C\r"));
    assertEquals(List.of("-Z"), RestoreLine.words("/sbin/ipvsadm -Z # all"));
    assertEquals(List.of("-A", "-f", "7"), RestoreLine.words("-A  -f 7"));
  }

  @Test
  void afterAnUnknownOptionBehindTheCommandARestoreGoesOn() {
    assertTrue(assertInstanceOf(Wrong.class, parse("-L --bogus")).restoreGoesOn());
    assertTrue(!assertInstanceOf(Wrong.class, parse("--bogus")).restoreGoesOn());
    assertTrue(!assertInstanceOf(Wrong.class, parse("-L foo")).restoreGoesOn());
  }
}
