package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import lvs.director.lab.uml.UserModeMachine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The kernel's table through the socket and through ipvsadm. {@link IpvsProgram} runs once inside
 * of a user-mode machine; each test looks at what it printed under one title.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class IpvsSocketLabTest {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final Map<String, String> PRINTED = new LinkedHashMap<>();

  @BeforeAll
  static void run(@TempDir Path folder) throws Exception {
    try (UserModeMachine machine = UserModeMachine.boot(folder, 384)) {
      String open =
          UserModeMachine.quoted(UserModeMachine.java("lvs.director.linux.IpvsProgram", "open"));
      String output =
          machine.sh(
              LIMIT,
              "echo == unprivileged\n"
                  + "setpriv --inh-caps=-all --bounding-set=-all "
                  + open
                  + "\necho == rootless\nunshare -Urn "
                  + open
                  + "\n"
                  + UserModeMachine.quoted(UserModeMachine.java("lvs.director.linux.IpvsProgram")));
      for (String part : output.split("(?m)^== ")) {
        String[] titled = part.split("\n", 2);
        PRINTED.put(titled[0], titled.length > 1 ? titled[1] : "");
      }
    }
  }

  private static void printed(String title, String expected) {
    assertEquals(expected, PRINTED.get(title), () -> "printed titles: " + PRINTED.keySet());
  }

  @Test
  void everyKindOfServiceAndServerIsMadeAndReadAsIpvsadmShowsIt() {
    printed(
        "table",
        """
        -A -t 10.0.0.1:80 -s wlc
        -a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 65535
        -a -t 10.0.0.1:80 -r 10.1.0.2:80 -g -w 0
        -a -t 10.0.0.1:80 -r 10.1.0.3:80 -i -w 1 --tun-type ipip
        -a -t 10.0.0.1:80 -r 10.1.0.4:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum
        -a -t 10.0.0.1:80 -r 10.1.0.5:80 -i -w 1 --tun-type gue --tun-port 6081 --tun-nocsum
        -a -t 10.0.0.1:80 -r 10.1.0.6:80 -i -w 1 --tun-type gre --tun-csum
        -a -t 10.0.0.1:80 -r 10.1.0.7:80 -g -w 1
        -a -t 10.0.0.1:80 -r [2001:db8::3]:80 -i -w 1 --tun-type ipip
        -A -t 10.0.0.4:0 -s rr -p 300
        -A -u 10.0.0.2:53 -s rr -o
        -A -u 10.0.0.2:5060 -s rr -p 60 -M 255.255.255.0 --pe sip
        -a -u 10.0.0.2:5060 -r 10.1.0.1:5060 -g -w 1
        -A --sctp-service 10.0.0.3:9 -s rr
        -A -t [2001:db8::1]:80 -s rr -p 360 -M 64
        -a -t [2001:db8::1]:80 -r [2001:db8::2]:80 -m -w 2147483647
        -A -f 7 -s sh -b sh-fallback,sh-port
        -a -f 7 -r 10.1.0.1:0 -g -w 1
        -A -f 7 -6 -s mh -b mh-port
        -a -f 7 -6 -r [2001:db8::2]:0 -g -w 1
          -> 10.1.0.7:80                  4294967280 1000       0          0        \s
        as it was made: true
        one alone: Optional[8]
        none: Optional.empty
        left: 0
        """);
  }

  @Test
  void anEditReplacesEverySettingEvenTheTunnel() {
    printed(
        "edits",
        """
        -A -t 10.0.0.1:80 -s rr -p 300 -M 255.255.255.0
        -a -t 10.0.0.1:80 -r 10.1.0.1:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum
        -a -t 10.0.0.1:80 -r 10.1.0.2:80 -g -w 1
        -A -t 10.0.0.1:80 -s sh -b sh-port
        -a -t 10.0.0.1:80 -r 10.1.0.1:80 -i -w 1 --tun-type ipip
        -a -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 5
        10.1.0.2:80 MASQUERADE IPIP:0 5 9 3
        10.1.0.1:80 TUNNEL IPIP:0 1 0 0
        -A -t 10.0.0.1:80 -s sh -b sh-port
        -a -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 5
        """);
  }

  @Test
  void refusalsInTheMiddleOfBatchesAreThoseOfTheirChanges() {
    printed(
        "middle",
        """
        1012 changes, refused [7, 105, 203, 301, 399, 497, 595, 693, 791, 889, 987]
        it is there already; edit it instead
        1001
        """);
  }

  /** What the kernel refuses, by errno. */
  @Test
  void refusedServicesAreToldInWords() {
    printed(
        "services",
        """
        17 add service TCP 10.0.0.1:80: it is there already; edit it instead
        2 add service UDP 10.0.0.2:5060: this kernel has no scheduler fastest; load its module: modprobe ip_vs_fastest
        2 add service UDP 10.0.0.2:5060: this kernel has no scheduler rr or no persistence engine h323; load their modules: modprobe -a ip_vs_rr ip_vs_pe_h323
        22 add service UDP 10.0.0.2:5060: the name of a scheduler has at most 15 letters, "sixteen-letters-x" has more
        22 add service UDP 10.0.0.2:5060: the name of a persistence engine has at most 15 letters, "sixteen-letters-x" has more
        22 add service TCP [2001:db8::1]:80: persistence for IPv6 takes a prefix length of 1 to 128, not 0
        22 add service TCP [2001:db8::1]:80: persistence for IPv6 takes a prefix length of 1 to 128, not 129
        2 edit service TCP 10.0.0.1:80: this kernel has no scheduler fastest; load its module: modprobe ip_vs_fastest
        3 edit service FWM 9: there is no service FWM 9; another program may have deleted it
        3 delete service FWM 9: there is no service FWM 9; another program may have deleted it
        3 zero the counters of FWM 9: there is no service FWM 9; another program may have deleted it
        """);
  }

  @Test
  void refusedServersAreToldInWords() {
    printed(
        "servers",
        """
        3 add server 10.1.0.1:80 to TCP 10.0.0.9:80: there is no service TCP 10.0.0.9:80; another program may have deleted it
        17 add server 10.1.0.1:80 to TCP 10.0.0.1:80: it is there already; edit it instead
        2 edit server 10.1.0.2:80 of TCP 10.0.0.1:80: there is no such server; another program may have deleted it
        2 delete server 10.1.0.2:80 of TCP 10.0.0.1:80: there is no such server; another program may have deleted it
        34 add server 10.1.0.2:80 to TCP 10.0.0.1:80: the weight -1 is negative
        34 add server 10.1.0.2:80 to TCP 10.0.0.1:80: the lower threshold is above the upper one, where it never ends an overload
        22 add server 224.0.0.9:80 to TCP 10.0.0.1:80: this is not the address of one host
        22 add server 0.0.0.0:80 to TCP 10.0.0.1:80: this is not the address of one host
        22 add server 192.168.9.255:80 to TCP 10.0.0.1:80: the kernel does not take this for the address of one host: it is a broadcast address, or no interface of this network namespace was ever up (ip link set lo up)
        22 add server [fe80::1]:80 to TCP [2001:db8::1]:80: a link-local address cannot be a real server's, as it says no interface
        22 add server [ff02::9]:80 to TCP [2001:db8::1]:80: this is not the address of one host
        22 add server [2001:db8::2]:80 to TCP 10.0.0.1:80: service and server are of different address families, which works by tunnel only; use TUN, or an address of the service's family
        22 add server 10.1.0.2:80 to TCP [2001:db8::1]:80: service and server are of different address families, which works by tunnel only; use TUN, or an address of the service's family
        22 add server 10.1.0.2:80 to TCP 10.0.0.1:80: a GUE tunnel needs its UDP port
        22 add server 10.1.0.1:80 to TCP 10.0.0.1:80: the kernel does not take this for the address of one host: it is a broadcast address, or no interface of this network namespace was ever up (ip link set lo up)
        services here: 1
        """);
  }

  @Test
  void daemonsStartAndStopAndWhatIsRefusedIsTold() {
    printed(
        "daemons",
        """
        17 start the master sync daemon on d0: it runs already, perhaps with other settings; stop it first
        master sync daemon (mcast=d0, syncid=7, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)
        backup sync daemon (mcast=d0, syncid=9, maxlen=1200, group=224.0.0.99, port=9000, ttl=5)
        as ipvsadm shows them: true
        22 add server [2001:db8::2]:80 to TCP 10.0.0.1:80: an IPv4 and IPv6 mix cannot be synchronised; stop the sync daemon, or give the server an address of the service's family
        3 stop the master sync daemon: it does not run
        []
        19 start the master sync daemon on nowhere: there is no interface nowhere
        22 start the master sync daemon on sixteen-letters-: an interface's name has at most 15 letters
        22 start the master sync daemon on d0: the group is not a multicast address
        98 start the backup sync daemon on d0: another program listens on UDP port 8848; choose another port, on every director
        101 start the master sync daemon on d0: the interface is down; ip link set d0 up
        22 start the master sync daemon on d0: the table has servers of another address family than their service, which cannot be synchronised; remove them first
        at once: true
        []
        """);
  }

  @Test
  void timeoutsAreSetAndThoseOutOfRangeRefused() {
    printed(
        "timeouts",
        """
        IpvsTimeouts[tcp=900, tcpFin=120, udp=300]
        IpvsTimeouts[tcp=1000, tcpFin=120, udp=77]
        Timeout (tcp tcpfin udp): 1000 120 77
        22 set the timeouts 2147483647 0 0: a timeout is negative, or longer than this kernel can count; 2147483 s always do
        22 set the timeouts 900 120 -1: a timeout is negative, or longer than this kernel can count; 2147483 s always do
        IpvsTimeouts[tcp=900, tcpFin=120, udp=300] IpvsInfo[version=1.2.1, connectionTableSize=4096]
        """);
  }

  @Test
  void aConnectionIsCountedAndTheCountersAreZeroed() {
    printed(
        "counters",
        """
        same: true true
        connections: 1
        bytes out: true
        now: 1 0 1
        1
        zeroed: true
        """);
  }

  @Test
  void servicesThatNobodyTouchesAreWholeInEveryReading() {
    printed("changing", "readings that were not whole: 0\n");
  }

  @Test
  void anOverrunIsToldAndTheSocketGoesOn() {
    printed(
        "overrun",
        """
        {ENOBUFS, the kernel or the interface's queue has no buffer left=100}
        afterwards: 1 server
        Optional.empty
        """);
  }

  @Test
  void aTableOfThousandsOfServersIsMadeAndRead() {
    String printed = PRINTED.get("big");
    System.out.println(
        "user-mode Linux, 250 services with 5000 servers: "
            + printed.lines().filter(line -> line.startsWith("applied")).findFirst().orElse(""));
    assertEquals(
        "as ipvsadm shows it: true\nas it was made: true",
        printed.lines().limit(2).collect(Collectors.joining("\n")));
  }

  @Test
  void theModuleIsLoadedByTheKernelOrByUsOrToldToBeMissing() {
    printed(
        "module",
        """
        opened, version 1.2.1
        opened, version 1.2.1
        this kernel has no IPVS: its module ip_vs is not loaded (modprobe: FATAL: Module ip_vs not found in directory /lib/modules/KERNEL); load it by "modprobe ip_vs", and at every boot by a line "ip_vs" in /etc/modules-load.d/ip_vs.conf; a container has the kernel of its host: load it there. A kernel that was built without CONFIG_IP_VS needs to be replaced
        """);
  }

  @Test
  void whoMayNotIsToldWhatIsMissing() {
    printed(
        "unprivileged",
        """
        the kernel does not show its IPVS table to this process: CAP_NET_ADMIN is missing; start as root, or in the systemd unit AmbientCapabilities=CAP_NET_ADMIN, or docker run --cap-add NET_ADMIN
        """);
    String rootless = PRINTED.get("rootless");
    assertTrue(rootless.contains("that of a user namespace only"), rootless);
  }
}
