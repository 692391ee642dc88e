package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.uml.UserModeMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code lvs-director ipvs} beside ipvsadm, on one kernel. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class IpvsComparisonTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static UserModeMachine machine;
  @TempDir private static Path folder;

  /** A client of its own namespace, names, and a device for daemons. */
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
      ip -n c -6 addr add fd00:1234:1234:1234:1234:1234:1234:5678/64 dev v1 nodad
      ip -n c link set v1 up
      ip -n c link set lo up
      cat > /run/hosts <<END
      127.0.0.1 localhost
      10.9.9.1 vip
      10.9.9.2 client.example.com client
      10.9.9.9 server-with-a-long-name.example.com
      fd00::1 vip6-with-a-name-that-is-not-cut.example.com
      END
      mount --bind /run/hosts /etc/hosts
      """;

  private static final String TRAFFIC =
      """
      set -e
      ipvsadm -C
      ipvsadm -R <<END
      -A -t 10.9.9.1:80 -s rr -p 300 -M 255.255.255.0
      -a -t 10.9.9.1:80 -r 10.9.9.9 -m -x 5 -y 3
      -A -u 10.9.9.1:53 -s wlc
      -a -u 10.9.9.1:53 -r 10.9.9.9:5353 -m
      -A -t [fd00::1]:80 -s rr -p 600 -M 64
      -a -t [fd00::1]:80 -r [fd00::2]:8080 -m
      -A -t [fd00::1]:81 -s mh -b mh-port
      -a -t [fd00::1]:81 -r 10.9.9.9 -i --tun-type gue --tun-port 6080 --tun-csum
      -A -u 10.9.9.1:5060 -s rr -p 700 --pe sip
      -a -u 10.9.9.1:5060 -r 10.9.9.9 -m
      -A --sctp-service 10.9.9.1:5060 -s nq
      -A -f 7 -s rr
      -a -f 7 -r 10.9.9.9:80 -m
      --set 1000 100 500
      END
      ip netns exec c perl %s
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
    System.out.println(answer.output());
    assertEquals(0, answer.exitCode(), answer::output);
  }

  @Test
  void everythingIsTheSame() {
    compare("tables", 1, 100);
    compare("arguments", 7, 300);
  }
}
