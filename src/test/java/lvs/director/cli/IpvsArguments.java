package lvs.director.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Random command lines, right and wrong ones. Left out are those that ipvsadm 1.31 crashes on
 * ({@code -b ,}) and those that we refuse on purpose (netmasks with holes).
 */
final class IpvsArguments {
  private static final List<List<String>> VERBS =
      List.of(
          List.of("-A", "--add-service"),
          List.of("-E", "--edit-service"),
          List.of("-D", "--delete-service"),
          List.of("-a", "--add-server"),
          List.of("-e", "--edit-server"),
          List.of("-d", "--delete-server"),
          List.of("-L", "-l", "--list"),
          List.of("-Z", "--zero", "-S", "--save", "-C", "--clear", "-R", "--restore", "-h", "-v"),
          List.of("--set"),
          List.of("--start-daemon", "--stop-daemon"));

  private static final List<String> SERVICES =
      List.of(
          "-t 10.0.0.1:80",
          "-t 10.0.0.1:80",
          "-t10.0.0.1:80",
          "-t=10.1:80",
          "--tcp-service=0x0a.0.1:80",
          "-u 10.0.0.1:53",
          "-u 10.0.0.1:domain",
          "--sctp-service 10.0.0.1:99",
          "-t [2001:db8::1]:80",
          "-t 2001:db8::1",
          "-t [2001:db8::1]",
          "-t [10.0.0.1]:80",
          "-t 10.0.0.1",
          "-t 10.0.0.1:65536",
          "-t 10.0.0.1:",
          "-t 08.1:80",
          "-t 10.0.256:80",
          "-t 10.0.0.256:80",
          "-t 1.2.3.4.5:80",
          "-f 7",
          "-f 7 -6",
          "-6 -f 7",
          "-f 0",
          "-f 4294967296",
          "-f x");

  private static final List<String> OF_SERVICE =
      List.of(
          "-s rr",
          "-s nosuch",
          "-s=",
          "-p",
          "-p 50",
          "-p50",
          "-p 0",
          "-p 2678401",
          "-p 5x",
          "-M 255.255.0.0",
          "-M 128.0.0.0",
          "-M x",
          "--netmask 0.0.0.0",
          "-o",
          "--pe sip",
          "--pe nosuch",
          "-b flag-1",
          "-b sh-port",
          "-s sh -b sh-port,flag-1",
          "-b flag-4",
          "-b=");

  private static final List<String> SERVERS =
      List.of(
          "-r 10.0.0.2:80",
          "-r 10.0.0.2",
          "-r10.0.0.3:8080",
          "--real-server [2001:db8::2]:80",
          "-r 2001:db8::2",
          "-r [2001:db8::2]",
          "-r 10.0.0.2:domain",
          "-r x:80:80",
          "-r");

  private static final List<String> OF_SERVER =
      List.of(
          "-g",
          "-m",
          "-i",
          "-im",
          "-i --tun-type gue --tun-port 6080",
          "-i --tun-type gue",
          "-i --tun-type gre --tun-csum",
          "-i --tun-type gre --tun-remcsum",
          "-i --tun-port 7",
          "--tun-type ipip",
          "-i --tun-type=",
          "-w 5",
          "-w 2147483648",
          "-w -1",
          "-w +1",
          "-w 010",
          "-x 10",
          "-x 10 -y 5",
          "-y 5",
          "-x x",
          "-y 2147483648");

  private static final List<String> OF_LIST =
      List.of(
          "-n",
          "-c",
          "-nc",
          "--stats",
          "--rate",
          "--thresholds",
          "--persistent-conn",
          "--tun-info",
          "--timeout",
          "--daemon",
          "--exact",
          "-X",
          "--sort",
          "--nosort",
          "--syncid 3");

  private static final List<String> OF_DAEMON =
      List.of(
          "master --mcast-interface d0",
          "backup --mcast-interface d0",
          "master",
          "backup",
          "other",
          "backup --mcast-interface d0 --syncid 5",
          "backup --mcast-interface=d0 --mcast-group 224.0.0.9 --mcast-port 9 --mcast-ttl 2",
          "backup --mcast-interface d0 --mcast-group 10.0.0.1",
          "master --syncid 256",
          "master --mcast-interface d0 --sync-maxlen 65508",
          "master --mcast-interface nosuch");

  private static final List<String> OF_SET =
      List.of("1 2 3", "0 0 0", "1 2", "1 2 3 4", "-1 2 3", "-- -1 2 3", "2678401 1 1", "x 1 1");

  private static final List<String> STRAY =
      List.of(
          "foo", "-Q", "--bogus", "--num", "-", "--", "-n=", "--list=x", "-A", "-6", "--stats=");

  private final Random random;

  IpvsArguments(Random random) {
    this.random = random;
  }

  List<String> next() {
    int verb = random.nextInt(VERBS.size());
    List<String> words = new ArrayList<>(options(verb));
    if (random.nextInt(16) == 0) {
      words.add(any(STRAY));
    }
    if (random.nextInt(16) == 0) {
      words.add(any(any(List.of(SERVICES, OF_SERVICE, OF_SERVER, OF_LIST, OF_DAEMON))));
    }
    if (random.nextInt(8) == 0 && verb < 8) {
      Collections.shuffle(words, random);
    }
    String front = any(VERBS.get(verb));
    List<String> line = new ArrayList<>();
    if (random.nextInt(25) == 0) {
      line.add(any(STRAY));
    }
    if (random.nextInt(40) > 0) {
      line.add(front);
    }
    words.forEach(word -> line.addAll(List.of(word.split(" "))));
    return line;
  }

  private List<String> options(int verb) {
    List<String> words = new ArrayList<>();
    switch (verb) {
      case 0, 1 -> {
        most(words, SERVICES);
        some(words, OF_SERVICE, 3);
      }
      case 2 -> most(words, SERVICES);
      case 3, 4 -> {
        most(words, SERVICES);
        most(words, SERVERS);
        some(words, OF_SERVER, 3);
      }
      case 5 -> {
        most(words, SERVICES);
        most(words, SERVERS);
      }
      case 6 -> {
        some(words, OF_LIST, 3);
        some(words, SERVICES, 1);
      }
      case 7 -> {
        if (random.nextInt(4) == 0) {
          some(words, any(List.of(SERVICES, OF_LIST)), 1);
        }
      }
      case 8 -> most(words, OF_SET);
      default -> most(words, OF_DAEMON);
    }
    return words;
  }

  /** Often the first ones, so that commands meet. */
  private void most(List<String> words, List<String> choices) {
    if (random.nextInt(16) > 0) {
      words.add(
          any(random.nextInt(3) > 0 ? choices.subList(0, Math.min(4, choices.size())) : choices));
    }
  }

  private void some(List<String> words, List<String> choices, int most) {
    for (int i = random.nextInt(most + 1); i > 0; i -= 1 + random.nextInt(2)) {
      words.add(any(choices));
    }
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
