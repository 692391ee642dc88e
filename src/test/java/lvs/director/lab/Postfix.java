package lvs.director.lab;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real Postfix of the test's own, on a port of 127.0.0.1: it takes mail for {@code
 * NAME@example.org} of the mailboxes it was given and keeps it in maildirs. Configuration, queue,
 * logs, certificates and passwords lie in a folder of its own, so that any number can run at once
 * beside the machine's Postfix, which is left alone. It needs root, as Postfix does; it relays
 * nothing and sends nothing anywhere.
 */
public final class Postfix implements AutoCloseable {
  /** Domain of its mailboxes. */
  public static final String DOMAIN = "example.org";

  /**
   * The name in its certificate, besides 127.0.0.1; only as much of a name as certificates need.
   */
  public static final String NAME = "relay.test";

  private static final String DAEMONS = "/usr/lib/postfix/sbin";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern ARRIVAL = Pattern.compile("message-id=(<[^>]*>)");

  private final Path folder;
  private final int port;
  private Process master;

  /** How it protects its port. */
  public enum Security {
    /** No TLS at all. */
    PLAIN,
    /** STARTTLS is offered, and demanded of whoever sends. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS
  }

  /**
   * A mail that was delivered.
   *
   * @param mailbox what stands before the @
   * @param raw as it lies in the maildir, with the headers that Postfix added
   */
  public record Message(String mailbox, byte[] raw) {

    /** Parsed. */
    public MimeMessage mime() throws MessagingException {
      return new MimeMessage((Session) null, new ByteArrayInputStream(raw));
    }

    /** Unfolded but not decoded; empty for none. */
    public String header(String name) throws MessagingException {
      String[] values = mime().getHeader(name);
      return values == null ? "" : values[0].replaceAll("\r?\n[ \t]", " ");
    }

    /** Decoded. */
    public String subject() throws MessagingException {
      return mime().getSubject();
    }
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param users name to password, who may and must authenticate; none lets anybody send
   * @param mailboxes names at {@link #DOMAIN}; all others are refused for good
   */
  public Postfix(Security security, Map<String, String> users, String... mailboxes)
      throws IOException, InterruptedException {
    Lab.root();
    Lab.program("postfix", "postfix");
    this.folder = Files.createTempDirectory(Path.of("/tmp"), "lvs-postfix-");
    this.port = Lab.freePort();
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      certificates();
      configuration(security, !users.isEmpty(), mailboxes);
      passwords(users);
      queue();
      start();
    } catch (IOException | InterruptedException | RuntimeException | Error failed) {
      close();
      throw failed;
    }
  }

  public int port() {
    return port;
  }

  /** PEM of the CA that signed its certificate. */
  public Path caFile() {
    return folder.resolve("ca.pem");
  }

  /** What it wrote to its log. */
  public String log() {
    try {
      Path log = folder.resolve("maillog");
      return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private void certificates() throws IOException, InterruptedException {
    String openssl = Lab.program("openssl", "openssl");
    Files.writeString(folder.resolve("names"), "subjectAltName=DNS:" + NAME + ",IP:127.0.0.1\n");
    run(
        openssl,
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "30",
        "-subj",
        "/CN=CA of the test",
        "-keyout",
        "ca.key",
        "-out",
        "ca.pem");
    run(
        openssl,
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=" + NAME,
        "-keyout",
        "relay.key",
        "-out",
        "relay.csr");
    run(
        openssl,
        "x509",
        "-req",
        "-in",
        "relay.csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-days",
        "30",
        "-extfile",
        "names",
        "-out",
        "relay.pem");
  }

  private void configuration(Security security, boolean authenticates, String... mailboxes)
      throws IOException {
    StringBuilder known = new StringBuilder();
    for (String mailbox : mailboxes) {
      known.append("%s@%s %s/\n".formatted(mailbox, DOMAIN, mailbox));
    }
    Files.writeString(folder.resolve("mailboxes"), known.toString());
    Files.writeString(folder.resolve("main.cf"), main(security, authenticates));
    Files.writeString(
        folder.resolve("master.cf"),
        """
        127.0.0.1:%d inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        proxymap unix - - n - - proxymap
        error unix - - n - - error
        retry unix - - n - - error
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd
        """
            .formatted(port));
  }

  private String main(Security security, boolean authenticates) {
    String common =
        """
        compatibility_level = 3.6
        myhostname = relay.test
        mydestination =
        mynetworks =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        queue_directory = FOLDER/queue
        data_directory = FOLDER/data
        maillog_file = FOLDER/maillog
        maillog_file_prefixes = FOLDER
        alias_maps =
        alias_database =
        biff = no
        default_transport = error:nothing leaves this test
        virtual_mailbox_domains = example.org
        virtual_mailbox_maps = texthash:FOLDER/mailboxes
        virtual_mailbox_base = FOLDER/mail
        virtual_uid_maps = static:UID
        virtual_gid_maps = static:GID
        virtual_minimum_uid = 1
        unknown_virtual_mailbox_reject_code = 550
        smtpd_peername_lookup = no
        smtpd_tls_cert_file = FOLDER/relay.pem
        smtpd_tls_key_file = FOLDER/relay.key
        smtpd_tls_loglevel = 1
        cyrus_sasl_config_path = FOLDER/sasl
        smtpd_sasl_local_domain = relay.test
        smtpd_relay_restrictions = RIGHTS
        """;
    String protection =
        switch (security) {
          case PLAIN -> "smtpd_tls_security_level = none\n";
          case STARTTLS -> "smtpd_tls_security_level = encrypt\nsmtpd_tls_auth_only = yes\n";
          case TLS -> "smtpd_tls_wrappermode = yes\nsmtpd_tls_security_level = encrypt\n";
        };
    return common
            .replace("FOLDER", folder.toString())
            .replace("UID", owner("-u"))
            .replace("GID", owner("-g"))
            .replace(
                "RIGHTS",
                authenticates
                    ? "permit_sasl_authenticated, reject"
                    : "permit_auth_destination, reject")
        + protection
        + (authenticates ? "smtpd_sasl_auth_enable = yes\n" : "");
  }

  private static String owner(String what) {
    try {
      Process id = new ProcessBuilder("id", what, "postfix").start();
      return new String(id.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private void passwords(Map<String, String> users) throws IOException, InterruptedException {
    Path sasl = Files.createDirectories(folder.resolve("sasl"));
    Path database = folder.resolve("sasldb2");
    Files.writeString(
        sasl.resolve("smtpd.conf"),
        """
        pwcheck_method: auxprop
        auxprop_plugin: sasldb
        sasldb_path: %s
        mech_list: PLAIN LOGIN CRAM-MD5 DIGEST-MD5
        """
            .formatted(database));
    for (Map.Entry<String, String> user : users.entrySet()) {
      Process program =
          new ProcessBuilder(
                  Lab.program("saslpasswd2", "sasl2-bin"),
                  "-c",
                  "-p",
                  "-f",
                  database.toString(),
                  "-u",
                  NAME,
                  user.getKey())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output.log").toFile())
              .start();
      program.getOutputStream().write(user.getValue().getBytes(StandardCharsets.UTF_8));
      program.getOutputStream().close();
      expectEnd(program, "saslpasswd2");
    }
    if (!users.isEmpty()) {
      run("chown", "postfix", database.toString());
    }
  }

  private void queue() throws IOException, InterruptedException {
    for (String each :
        List.of(
            "active",
            "bounce",
            "corrupt",
            "defer",
            "deferred",
            "flush",
            "hold",
            "incoming",
            "private",
            "saved",
            "trace",
            "maildrop",
            "public")) {
      Files.createDirectories(folder.resolve("queue").resolve(each));
    }
    Files.createDirectories(folder.resolve("queue/pid"));
    Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve("mail"));
    run("chown", "-R", "postfix:postfix", "queue", "data", "mail");
    run("chown", "root:root", "queue", "queue/pid");
  }

  /** Starts it again, with the mails that it has, on the same port. */
  public void start() throws IOException {
    ProcessBuilder command =
        new ProcessBuilder("setsid", DAEMONS + "/master", "-c", folder.toString(), "-d")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("output.log").toFile()));
    command.environment().put("MAIL_CONFIG", folder.toString());
    master = command.start();
    Await.until(PATIENCE, () -> "Postfix on " + port + ":\n" + output() + log(), this::answers);
  }

  private boolean answers() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    }
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output.log"));
    } catch (IOException none) {
      return "";
    }
  }

  /** Ends it and waits until nobody listens: the relay is down. What it took stays. */
  public void stop() throws InterruptedException {
    if (master == null) {
      return;
    }
    List<ProcessHandle> all = master.descendants().toList();
    master.destroy();
    if (!master.waitFor(30, TimeUnit.SECONDS)) {
      master.destroyForcibly().waitFor();
    }
    for (ProcessHandle each : all) {
      each.destroyForcibly();
    }
    master = null;
  }

  /** In the order in which it took them; one for each mailbox. */
  public List<Message> messages() throws IOException {
    List<Message> messages = new ArrayList<>();
    for (Path mailbox : children(folder.resolve("mail"))) {
      for (Path file : children(mailbox.resolve("new"))) {
        messages.add(new Message(mailbox.getFileName().toString(), Files.readAllBytes(file)));
      }
    }
    List<String> arrivals = arrivals();
    messages.sort(Comparator.comparingInt(each -> arrivals.indexOf(id(each))));
    return messages;
  }

  /** Message-IDs of all mails that it took, in order, each as often as it came. */
  public List<String> arrivals() {
    Matcher line = ARRIVAL.matcher(log());
    List<String> ids = new ArrayList<>();
    while (line.find()) {
      ids.add(line.group(1));
    }
    return ids;
  }

  private static String id(Message message) {
    try {
      return message.header("Message-ID");
    } catch (MessagingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Waits for so many messages. */
  public List<Message> await(int count) throws IOException {
    Await.until(
        PATIENCE, () -> count + " mails in Postfix:\n" + log(), () -> messages().size() >= count);
    return messages();
  }

  /** The newest one in a mailbox. */
  public Optional<Message> newest(String mailbox) throws IOException {
    return messages().stream()
        .filter(each -> each.mailbox().equals(mailbox))
        .reduce((_, later) -> later);
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    expectEnd(process, String.join(" ", command));
  }

  private void expectEnd(Process process, String what) throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(what + ": " + output());
    }
  }

  /** Ends it and removes all that it had. */
  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
