package lvs.director.console;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.JsonReader;
import lvs.director.http.Credentials;
import lvs.director.staged.StagedDirector;
import lvs.director.staged.StagedElection;
import lvs.director.staged.StagedEvents;
import lvs.director.staged.StagedMail;
import lvs.director.staged.WaveArchives;
import lvs.director.vrrp.RouterState;

/** The real console before a director on a stage: two services, one router, user admin. */
final class StagedConsole implements AutoCloseable {
  static final String WEB = "tcp_10.0.0.1_80";
  static final String SERVER = "10.0.0.2:80";
  static final String AUTHORIZATION = basic("admin", "secret");
  static final String PAGE = "export const page = 1;\n".repeat(100);

  final StagedDirector director = new StagedDirector();
  final StagedEvents events = new StagedEvents();
  final StagedMail mail = new StagedMail();
  final ConsoleServer server;
  final HttpClient http = HttpClient.newHttpClient();

  private StagedConsole(Credentials credentials) throws Exception {
    var web = StagedDirector.service("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");
    director.show(web, StagedDirector.service("[2001:db8::1]:443", "[2001:db8::2]:443"));
    director.carry(web.keys().getFirst(), web.realServers().getFirst().endpoint());
    director.vrrp = StagedElection.view(RouterState.MASTER);
    director.events = events;
    director.archives = new WaveArchives(director);
    director.mail = mail;
    server =
        new ConsoleServer(
            StagedDirector.endpoint("127.0.0.1:0"),
            credentials,
            Optional.empty(),
            director,
            new StaticFiles(StagedConsole::page, true));
  }

  /**
   * @param folder gets the password file
   */
  static StagedConsole open(Path folder) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    return new StagedConsole(
        new Credentials(Optional.of("admin"), Optional.of(password.toString())));
  }

  static StagedConsole withoutPassword() throws Exception {
    return new StagedConsole(new Credentials(Optional.empty(), Optional.empty()));
  }

  private static java.io.InputStream page(String name) {
    return switch (name) {
      case "index.html", "style/main.css", "app/main.js", "icons/icon.svg" ->
          new java.io.ByteArrayInputStream(PAGE.getBytes(StandardCharsets.UTF_8));
      default -> null;
    };
  }

  static String basic(String user, String password) {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  String host() {
    return server.address().toString();
  }

  URI uri(String path) {
    return URI.create("http://" + host() + path);
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What an answer of the JSON API says. */
  Map<String, Object> json(String path, String... headers) throws Exception {
    HttpResponse<String> response = get("/lvs/api/" + path, headers);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return object(response.body());
  }

  static Map<String, Object> object(String json) {
    return JsonReader.object(json.strip())
        .orElseThrow(() -> new AssertionError("no JSON: " + json));
  }

  /** As the pages send a command. */
  HttpResponse<String> command(String json, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/lvs/api/command"))
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .header("Content-Type", "application/json")
            .header("X-LVS-Director", "console");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The same by somebody who may. */
  HttpResponse<String> operate(String json) throws Exception {
    return command(json, "Authorization", AUTHORIZATION);
  }

  /** A request byte for byte; everything that comes back until the server closes. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(server.address().address(), server.address().port());
    socket.setSoTimeout(60_000);
    return socket;
  }

  @Override
  public void close() {
    http.shutdownNow();
    server.close();
  }
}
