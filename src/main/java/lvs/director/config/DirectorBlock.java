package lvs.director.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Word;
import lvs.director.model.AddressLease;
import lvs.director.model.DirectorSettings;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.DirectorSettings.PlaneChoice;
import lvs.director.model.SysctlName;

/** The {@code director { … }} block: what keepalived.conf has no words for. */
final class DirectorBlock {
  static final BlockGrammar<DirectorBlock> GRAMMAR = grammar();

  private static final DirectorSettings DEFAULT = DirectorSettings.DEFAULT;

  private PlaneChoice dataPlane = DEFAULT.dataPlane();
  private boolean serveBeforeFirstCheck = DEFAULT.serveBeforeFirstCheck();
  private Optional<Endpoint> jolokia = DEFAULT.jolokia();
  private Optional<String> jolokiaUser = DEFAULT.jolokiaUser();
  private Optional<String> jolokiaPasswordFile = DEFAULT.jolokiaPasswordFile();
  private Optional<Endpoint> prometheus = DEFAULT.prometheus();
  private int proxyThreads = DEFAULT.proxyThreads();
  private int proxyMaxConnections = DEFAULT.proxyMaxConnections();
  private boolean syslog = DEFAULT.syslog();
  private AddressLease addressLease = DEFAULT.addressLease();
  private boolean putsLostAddressesBack = DEFAULT.putsLostAddressesBack();

  private boolean mendsDrift = DEFAULT.ipvs().mendsDrift();
  private boolean keepsTable = DEFAULT.ipvs().keepsTableOnStop();
  private final SortedMap<String, String> sysctls = new TreeMap<>();
  private Duration syncCatchUp = DEFAULT.ipvs().syncCatchUp();
  private final ArchiveWords archive = new ArchiveWords();
  private final ConsoleWords console = new ConsoleWords();
  private final MailWords mail = new MailWords();

  DirectorSettings settings() {
    return new DirectorSettings(
        dataPlane,
        serveBeforeFirstCheck,
        jolokia,
        jolokiaUser,
        jolokiaPasswordFile,
        prometheus,
        proxyThreads,
        proxyMaxConnections,
        syslog,
        addressLease,
        putsLostAddressesBack,
        new IpvsSettings(mendsDrift, keepsTable, new TreeMap<>(sysctls), syncCatchUp),
        archive.settings(),
        console.settings(),
        mail.policy());
  }

  /** Looks at words that depend on each other, when all have been read. */
  void check() {
    console.check(jolokiaUser.isPresent(), jolokiaPasswordFile.isPresent());
  }

  private static BlockGrammar<DirectorBlock> grammar() {
    BlockGrammar<DirectorBlock> g = new BlockGrammar<>("director");
    g.keyword(
            "data_plane",
            "auto|ipvs|proxy",
            "auto",
            "-",
            (a, d) -> a.choice(PlaneChoice.class).ifPresent(plane -> d.dataPlane = plane))
        .note("auto takes ipvs where the kernel has it and this user may");
    g.bool("serve_before_first_check", "off", (d, on) -> d.serveBeforeFirstCheck = on);
    g.keyword(
        "jolokia",
        "IP PORT|off",
        "127.0.0.1 8778",
        "port 1 to 65535",
        (a, d) -> d.jolokia = listener(a));
    g.word("jolokia_user", "NAME", "-", (d, name) -> d.jolokiaUser = Optional.of(name));
    g.keyword(
            "jolokia_password_file",
            "FILE",
            "-",
            "-",
            (a, d) -> d.jolokiaPasswordFile = a.next().map(word -> secret(a, word)))
        .note("without it operations are refused");
    g.keyword(
        "prometheus",
        "IP PORT|off",
        "127.0.0.1 9404",
        "port 1 to 65535",
        (a, d) -> d.prometheus = listener(a));
    g.integer("proxy_threads", "0", 0, 256, (d, n) -> d.proxyThreads = n)
        .note("0 is one per processor");
    g.integer("proxy_max_connections", "65536", 1, 16777216, (d, n) -> d.proxyMaxConnections = n);
    g.bool("syslog", "on", (d, on) -> d.syslog = on);
    g.keyword(
            "address_lease",
            "auto|off|SECONDS",
            "auto",
            "2 to 3600",
            (a, d) -> lease(a).ifPresent(lease -> d.addressLease = lease))
        .note("auto is the peers' master down interval and a second more");
    g.keyword(
            "lost_address",
            "put_back|hand_over",
            "put_back",
            "-",
            (a, d) ->
                a.choice(LostAddress.class)
                    .ifPresent(choice -> d.putsLostAddressesBack = choice == LostAddress.PUT_BACK))
        .note("what a master does when somebody else removes its address");
    g.keyword(
            "table_drift",
            "mend|report",
            "mend",
            "-",
            (a, d) ->
                a.choice(Drift.class).ifPresent(choice -> d.mendsDrift = choice == Drift.MEND))
        .note("what somebody else changed in the kernel's table of our services");
    g.bool("keep_table", "off", (d, on) -> d.keepsTable = on)
        .note("an ordinary stop leaves the kernel's table for the next start");
    g.keyword("ipvs_sysctl", "NAME VALUE", "-", "-", (a, d) -> sysctl(a, d.sysctls))
        .note("below net.ipv4.vs, or a full name below net; held while the director runs")
        .repeatable();
    g.integer("sync_catch_up", "0", 0, 3600, (d, n) -> d.syncCatchUp = Duration.ofSeconds(n))
        .note("a starting director learns connections so long at most before it takes over");
    g.include(ArchiveWords.GRAMMAR, d -> d.archive);
    g.include(ConsoleWords.GRAMMAR, d -> d.console);
    g.include(MailWords.GRAMMAR, d -> d.mail);
    return g;
  }

  private static void sysctl(Arguments arguments, SortedMap<String, String> sysctls) {
    Optional<Word> name = arguments.next();
    Optional<Word> value = name.flatMap(_ -> arguments.next());
    if (name.filter(each -> SysctlName.parse(each.text()).isEmpty()).isPresent()) {
      arguments.error(
          "not-a-setting",
          name.get(),
          "\"" + name.get() + "\" is no setting of the network.",
          "Write a name below net.ipv4.vs, such as expire_nodest_conn, or a full one such as"
              + " net.ipv4.ip_forward.");
      return;
    }
    value.ifPresent(
        first ->
            sysctls.put(
                name.get().text(),
                Stream.concat(Stream.of(first), arguments.rest().stream())
                    .map(Word::text)
                    .collect(Collectors.joining(" "))));
  }

  private enum Drift {
    MEND,
    REPORT
  }

  private enum LostAddress {
    PUT_BACK,
    HAND_OVER
  }

  private static Optional<AddressLease> lease(Arguments arguments) {
    if (arguments.takes("auto")) {
      return Optional.of(AddressLease.AUTOMATIC);
    }
    if (arguments.takes("off")) {
      return Optional.of(AddressLease.OFF);
    }
    return arguments
        .integer(2, 3600)
        .map(seconds -> new AddressLease(true, OptionalInt.of(seconds)));
  }

  /** {@code IP PORT} or {@code off}. */
  static Optional<Endpoint> listener(Arguments arguments) {
    if (arguments.takes("off")) {
      return Optional.empty();
    }
    return arguments
        .address()
        .flatMap(address -> arguments.port(1).map(port -> new Endpoint(address, port)));
  }

  private static String secret(Arguments arguments, Word file) {
    Secrets.check(arguments, file);
    return file.text();
  }
}
