package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.Await;
import lvs.director.lab.uml.UserModeMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code lvs-director ipvs} beside ipvsadm, on one kernel and one table, so one by one. */
@Tag("lab")
@ResourceLock("user-mode machine 1")
@Execution(ExecutionMode.CONCURRENT)
class IpvsComparisonTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static UserModeMachine machine;
  @TempDir private static Path folder;

  /** A client and a server in namespaces of their own, names, and a device for daemons. */
  private static final String MACHINE =
      """
      set -e
      ip link add d0 type dummy
      ip link set d0 up multicast on
      ip netns add c
      ip link add v0 type veth peer name v1 netns c
      ip addr add 10.9.9.1/24 dev v0
      ip -6 addr add fd00::1/64 dev v0 nodad
      ip link set v0 up
      ip -n c addr add 10.9.9.2/24 dev v1
      ip -n c -6 addr add fd00::2/64 dev v1 nodad
      ip -n c link set v1 up
      ip -n c link set lo up
      ip netns add s
      ip link add w0 type veth peer name w1 netns s
      ip addr add 10.8.8.1/24 dev w0
      ip link set w0 up
      ip -n s addr add 10.8.8.2/24 dev w1
      ip -n s link set w1 up
      ip -n s route add default via 10.8.8.1
      echo 1 > /proc/sys/net/ipv4/ip_forward
      echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
      cat > /run/hosts <<END
      127.0.0.1 localhost
      10.9.9.1 vip
      10.9.9.2 client.example.com client
      10.9.9.9 server-with-a-long-name.example.com
      fd00::1 vip6-with-a-name-that-is-not-cut.example.com
      END
      mount --bind /run/hosts /etc/hosts
      """;

  private static final String TABLE =
      """
      ipvsadm -R <<END
      --stop-daemon master
      --stop-daemon backup
      -C
      -A -t 10.9.9.1:80 -s rr -p 300 -M 255.255.255.0
      -a -t 10.9.9.1:80 -r 10.9.9.9 -m -x 5 -y 3
      -A -t 10.9.9.1:8000 -s rr
      -a -t 10.9.9.1:8000 -r 10.8.8.2:8000 -m
      -A -u 10.9.9.1:53 -s wlc
      -a -u 10.9.9.1:53 -r 10.9.9.9:5353 -m
      -A -t [fd00::1]:80 -s rr -p 600 -M 64
      -a -t [fd00::1]:80 -r [fd00::3]:8080 -m
      -A -u 10.9.9.1:5060 -s rr -p 700 --pe sip
      -a -u 10.9.9.1:5060 -r 10.9.9.9 -m
      -A --sctp-service 10.9.9.1:5060 -s nq
      -A -f 7 -s rr
      -a -f 7 -r 10.9.9.9:80 -m
      --set 1000 100 500
      --start-daemon backup --mcast-interface d0 --syncid 7 --mcast-ttl 2
      END
      """;

  private static final String SERVER =
      "my $s = IO::Socket::IP->new(LocalAddr=>'10.8.8.2', LocalPort=>8000, Listen=>5, ReuseAddr=>1)"
          + " or die; print \"ready\\n"
          + "\"; STDOUT->flush; my @held; while (my $c = $s->accept) { push @held, $c }";

  /** Connections that nobody answers, datagrams, and one connection that stands. */
  private static final String CLIENT =
      """
      my @held = map { IO::Socket::IP->new(PeerAddr=>$_->[0], PeerPort=>$_->[1], Blocking=>0) }
          ['10.9.9.1', 80], ['fd00::1', 80];
      my $u = IO::Socket::IP->new(Proto=>'udp', PeerAddr=>'10.9.9.1', PeerPort=>53);
      $u->send('x') for 1..5;
      my $sip = IO::Socket::IP->new(Proto=>'udp', PeerAddr=>'10.9.9.1', PeerPort=>5060);
      $sip->send("OPTIONS sip:a\\@b SIP/2.0\\r\\nCall-ID: abc\\@10.0.0.1\\r\\n\\r\\n");
      my $t = IO::Socket::IP->new(PeerAddr=>'10.9.9.1', PeerPort=>8000, Timeout=>30) or die;
      print $t 'hello';
      $t->flush;
      print "ready\\n";
      STDOUT->flush;
      sleep 1000;
      """;

  @BeforeAll
  static void boot() throws Exception {
    machine = UserModeMachine.boot(folder, 512);
    machine.sh(LIMIT, MACHINE);
  }

  @AfterAll
  static void halt() {
    if (machine != null) {
      machine.close();
    }
  }

  private static void compare(String what, int seed, int count) {
    List<String> words =
        UserModeMachine.java(
            IpvsComparison.class.getName(),
            folder.toString(),
            what,
            Integer.toString(seed),
            Integer.toString(count));
    UserModeMachine.Answer answer = machine.script(LIMIT, UserModeMachine.quoted(words));
    assertEquals(0, answer.exitCode(), answer::output);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void aHundredRandomTablesAreListedSavedAndRestoredAsByIpvsadm() {
    compare("tables", 1, 100);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void randomArgumentsEndWithTheCodeAndTheTableOfIpvsadm() {
    compare("arguments", 7, 300);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void connectionsCountersDaemonsAndNamesAreShownAsByIpvsadm() throws Exception {
    machine.sh(LIMIT, TABLE);
    UserModeMachine.Running server = machine.start(perl("s", SERVER));
    Await.until(LIMIT, "the server", () -> server.output().contains("ready"));
    UserModeMachine.Running client = machine.start(perl("c", CLIENT));
    Await.until(LIMIT, "the client's packets", () -> client.output().contains("ready"));
    compare("traffic", 0, 0);
    client.signal("KILL");
    server.signal("KILL");
  }

  private static List<String> perl(String namespace, String program) {
    return List.of("ip", "netns", "exec", namespace, "perl", "-MIO::Socket::IP", "-e", program);
  }
}
