package lvs.director.lab.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lvs.director.lab.Lab;
import lvs.director.lab.net.Command;
import lvs.director.lab.service.Installation.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The Debian package in a clean Debian, from its installation to its purge. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class PackageTest {
  private static final String VERSION = "0.0.1~test1";
  private static final String NEXT = "0.0.1~test2";

  private static final String CONFIGURATION =
      """
      director {
          data_plane proxy
          syslog off
          jolokia off
          prometheus off
          console off
      }
      virtual_server 127.96.0.1 8080 {
          protocol TCP
          lb_algo rr
          lb_kind NAT
          real_server 127.0.0.1 8081 {
          }
      }
      """;

  /** Answers each connection with a line. */
  private static final String REAL_SERVER =
      """
      use IO::Socket::INET;
      my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1:8081", Listen => 9, ReuseAddr => 1)
        or die "$!";
      while (my $c = $s->accept) { print $c "from the real server\\n"; close $c; }
      """;

  @TempDir static Path folder;
  private static BuiltPackage built;
  private static Path first;

  @BeforeAll
  static void build() throws Exception {
    Lab.root();
    built = new BuiltPackage(folder.resolve("build"));
    first = built.build(VERSION);
  }

  @Test
  void lintianHasNothingToComplainOf() throws Exception {
    Process lintian =
        new ProcessBuilder(
                Lab.program("lintian", "lintian"),
                "--allow-root",
                "--fail-on",
                "error,warning",
                first.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(lintian.getInputStream().readAllBytes());
    assertEquals(0, lintian.waitFor(), output);
  }

  /** A fault here would be seen only on a machine that has fewer libraries than ours. */
  @Test
  void theRuntimeNeedsNothingButTheLibrariesOfLibc() throws IOException {
    Pattern system = Pattern.compile("(?m)^\\s+(lib\\S+) => (/lib|/usr/lib|not found)");
    try (Stream<Path> files = Files.walk(built.root().resolve("usr/lib/lvs-director/runtime"))) {
      List<Path> libraries = files.filter(each -> each.toString().endsWith(".so")).toList();
      assertTrue(libraries.size() > 10, libraries::toString);
      List<String> own = libraries.stream().map(each -> each.getFileName().toString()).toList();
      for (Path library : libraries) {
        List<String> needed =
            system
                .matcher(Command.run("ldd", library.toString()))
                .results()
                .map(found -> found.group(1))
                .filter(
                    each ->
                        !own.contains(each) && !each.matches("lib(c|m|dl|rt|pthread)\\.so\\.[0-9]"))
                .toList();
        assertEquals(List.of(), needed, library::toString);
      }
    }
  }

  @Test
  void theLicenceOfEveryLibraryIsNamed() throws IOException {
    String copyright = Files.readString(Path.of("init.d/debian/copyright"));
    try (Stream<Path> jars = Files.list(built.root().resolve("usr/lib/lvs-director/lib"))) {
      for (Path jar : jars.filter(each -> each.toString().endsWith(".jar")).toList()) {
        String name = jar.getFileName().toString().replaceFirst("-[0-9.]+\\.jar$", "-*.jar");
        boolean ours = name.equals("lvs-director.jar");
        String family = name.startsWith("jolokia-") ? "jolokia-*.jar" : name;
        assertTrue(ours || copyright.contains("/" + family + "\n"), name);
      }
    }
  }

  @Test
  void itIsInstalledStartedUpgradedRemovedAndPurged() throws Exception {
    try (DebianRoot debian = DebianRoot.start(folder.resolve("debian"))) {
      new Life(debian).whole();
    }
  }

  /** One Debian after the other state. */
  private static final class Life {
    private final DebianRoot debian;
    private String before;

    Life(DebianRoot debian) {
      this.debian = debian;
    }

    void whole() throws Exception {
      Files.copy(first, debian.file("root/first.deb"));
      before = everything();
      install();
      start();
      upgrade();
      upgradeToWhatDoesNotTakeTheConfiguration();
      upgradeWhereSystemdRuns();
      remove();
      installAgain();
      purge();
    }

    private String sh(String script) {
      Answer answer = debian.run(script);
      assertEquals(0, answer.exitCode(), () -> script + ":\n" + answer.output() + log());
      return answer.output();
    }

    private void fails(int exitCode, String script, String words) {
      Answer answer = debian.run(script);
      assertEquals(exitCode, answer.exitCode(), () -> script + ":\n" + answer.output() + log());
      assertTrue(answer.output().contains(words), answer::output);
    }

    private String log() {
      return debian
          .run("cat /var/log/lvs-director/director.log 2>/dev/null; ps ax 2>/dev/null")
          .output();
    }

    /** Files, users and groups; what dpkg, apt, adduser and logs remember does not count. */
    private String everything() {
      return sh(
          """
          find / -xdev \\( -path /proc -o -path /sys -o -path /tmp -o -path /var/lib/dpkg -o -path /var/lib/apt \\
            -o -path /var/cache -o -path /var/log -o -path '/etc/*-' \\
            -o -path '/var/lib/systemd/deb-systemd-helper*' -o -path /root \\) -prune -o -print | sort
          find /run -not -name adduser | sort
          cut -d : -f 1 /etc/passwd /etc/group
          """);
    }

    private void install() {
      sh("apt-get install -y -q --no-install-recommends /root/first.deb");
      fails(3, "/etc/init.d/lvs-director status", "stopped");
      fails(6, "/etc/init.d/lvs-director start", "not configured");
      fails(3, "/etc/init.d/lvs-realserver status", "stopped");
      sh("getent passwd lvs-director && getent group lvs-director");
      assertTrue(sh("env -i /usr/sbin/lvs-director version").contains("25"));
      sh("test -e /etc/rc3.d/S??lvs-director && test -e /etc/rc3.d/K??lvs-realserver");
      theStartUpCacheFits();
    }

    /**
     * AOTMode=on ends the JVM where the cache cannot be used; the paths are others than at its
     * making.
     */
    private void theStartUpCacheFits() {
      sh(
          """
          cd /usr/lib/lvs-director/lib
          path=
          for jar in "$PWD"/*.jar; do path=$path${path:+:}$jar; done
          gc=Shenandoah
          grep -qs '^IMPLEMENTOR="Oracle' ../runtime/release && gc=G1
          ../runtime/bin/java -XX:+Use${gc}GC -XX:+UseCompactObjectHeaders \\
            --enable-native-access=ALL-UNNAMED -XX:AOTCache=lvs-director.aot -XX:AOTMode=on \\
            -cp "$path" lvs.director.cli.Main version
          """);
    }

    private void start() throws IOException {
      Files.writeString(debian.file("etc/lvs-director/director.conf"), CONFIGURATION);
      Files.writeString(debian.file("root/real-server.pl"), REAL_SERVER);
      sh("perl /root/real-server.pl >/dev/null 2>&1 &");
      sh("/etc/init.d/lvs-director start");
      itServes();
    }

    private void itServes() {
      assertEquals(
          "from the real server\n",
          sh("bash -c 'exec 3<>/dev/tcp/127.96.0.1/8080 && cat <&3'"),
          this::log);
      sh("/etc/init.d/lvs-director status");
    }

    private String pid() {
      return sh("cat /run/lvs-director/director.pid");
    }

    private void upgrade() throws Exception {
      String old = pid();
      Path settings = debian.file("etc/default/lvs-director");
      Files.writeString(settings, Files.readString(settings) + "STOP_SECONDS=77 # ours\n");
      Path next = built.again(VERSION, NEXT, "# what is new in this version\n");
      Files.copy(next, debian.file("root/next.deb"));
      String said = sh("dpkg --force-confdef --force-confold -i /root/next.deb");
      assertEquals(NEXT, sh("dpkg-query -W -f '${Version}' lvs-director"));
      assertTrue(Files.readString(settings).endsWith("STOP_SECONDS=77 # ours\n"));
      assertNotEquals(old, pid(), said);
      itServes();
    }

    private void upgradeToWhatDoesNotTakeTheConfiguration() throws IOException {
      String old = pid();
      Path file = debian.file("etc/lvs-director/director.conf");
      Files.writeString(file, CONFIGURATION + "virtual_server {\n");
      Answer answer = debian.run("dpkg --force-confold -i /root/next.deb");
      assertEquals(0, answer.exitCode(), answer::output);
      assertTrue(answer.output().contains("the old version goes on"), answer::output);
      assertEquals(old, pid());
      Files.writeString(file, CONFIGURATION);
      itServes();
    }

    /**
     * In place of systemd, which no such root can run: it starts what is asked for as the init
     * script does, and says that the unit is disabled.
     */
    private static final String SYSTEMD =
        """
        mkdir -p /run/systemd/system
        cat >/usr/bin/systemctl <<'END'
        #!/bin/sh
        case "$1 $2" in
        "start lvs-director.service")
          mv /run/systemd/system /run/systemd/away
          /etc/init.d/lvs-director start
          code=$?
          mv /run/systemd/away /run/systemd/system
          exit $code
          ;;
        is-enabled*) echo disabled; exit 1 ;;
        esac
        END
        chmod 755 /usr/bin/systemctl
        """;

    /** A unit that is disabled and runs all the same is running afterwards. */
    private void upgradeWhereSystemdRuns() throws IOException {
      sh(SYSTEMD);
      Path policy = debian.file("usr/sbin/policy-rc.d");
      String allows = Files.exists(policy) ? Files.readString(policy) : "";
      String old = pid();
      sh("printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d");
      assertTrue(sh("dpkg --force-confold -i /root/next.deb").contains("policy-rc.d forbids it"));
      assertEquals(old, pid());
      itServes();
      if (allows.isEmpty()) {
        Files.delete(policy);
      } else {
        Files.writeString(policy, allows);
      }
      String said = sh("dpkg --force-confold -i /root/next.deb");
      assertNotEquals(old, pid(), said);
      itServes();
      sh("rm -r /run/systemd/system /usr/bin/systemctl; rmdir /run/systemd || true");
    }

    private void remove() {
      sh("dpkg -r lvs-director");
      assertEquals(
          "", sh("cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -o '[c]li.Main run' || true"));
      sh("test -s /etc/lvs-director/director.conf && grep -q 77 /etc/default/lvs-director");
      sh("test ! -e /usr/sbin/lvs-director && test ! -e /usr/lib/lvs-director");
    }

    /** Configured as it is, it serves at once. */
    private void installAgain() {
      sh("dpkg --force-confold -i /root/first.deb");
      itServes();
    }

    private void purge() {
      sh("dpkg -P lvs-director");
      assertEquals(before, everything());
      assertFalse(sh("dpkg -l").contains("lvs-director"));
    }
  }
}
