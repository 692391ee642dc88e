package lvs.director.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.ServerOverride;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleCommandTest extends ConsoleTestBase {
  private static final String WHERE = "\"service\":\"tcp_10.0.0.1_80\",\"server\":\"10.0.0.2_80\"";

  private String done(String json) throws Exception {
    HttpResponse<String> response = console.operate(json);
    assertEquals(200, response.statusCode(), response.body());
    return (String) StagedConsole.object(response.body()).get("done");
  }

  private RealServerStatus server() {
    return console.director.stages.getFirst().actors.getFirst().status();
  }

  private ServerOverride override() {
    return server().override().orElseThrow();
  }

  @Test
  void aServerIsDrainedDisabledWeightedAndEnabled() throws Exception {
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is draining, weight 0 (configured: 1)",
        done("{\"name\":\"drain\",%s,\"reason\":\"kernel update\"}".formatted(WHERE)));
    assertEquals("kernel update", override().reason());
    assertEquals(Optional.empty(), override().expiresNanos());
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is disabled, weight 0 (configured: 1)",
        done("{\"name\":\"disable\",%s,\"expiresSeconds\":60}".formatted(WHERE)));
    assertEquals(Optional.of(61_000_000_000L), override().expiresNanos());
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is enabled, weight 7 (configured: 1)",
        done("{\"name\":\"weight\",%s,\"weight\":7}".formatted(WHERE)));
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is enabled, weight 1",
        done("{\"name\":\"enable\",%s}".formatted(WHERE)));
    assertEquals(Optional.empty(), server().override());
  }

  @Test
  void aDrainMayHaveADeadlineAfterWhichTheServerLeaves() throws Exception {
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is draining, weight 0 (configured: 1), then removed",
        done("{\"name\":\"drainAndRemove\",%s,\"deadlineSeconds\":5}".formatted(WHERE)));
    assertEquals(Optional.of(6_000_000_000L), override().removal().orElseThrow().deadlineNanos());
  }

  @Test
  void otherCommandsReachTheDirector() throws Exception {
    assertEquals(
        "good: connected after 0.4 ms (0.4 ms)",
        done("{\"name\":\"checkNow\",%s,\"check\":\"1-TCP_CHECK\"}".formatted(WHERE)));
    assertEquals(
        "VI_1: handed over",
        done("{\"name\":\"failover\",\"router\":\"VI_1\",\"to\":\"10.0.0.2\",\"hold\":true}"));
    assertEquals(
        "VI_1: may become master again", done("{\"name\":\"release\",\"router\":\"VI_1\"}"));
    assertEquals("counters of all services are zero", done("{\"name\":\"zero\"}"));
    assertEquals(
        "counters of tcp_10.0.0.1_80 are zero",
        done("{\"name\":\"zero\",\"service\":\"tcp_10.0.0.1_80\"}"));
    assertEquals(
        List.of(
            "checkNow tcp_10.0.0.1_80 10.0.0.2_80 1-TCP_CHECK",
            "failover VI_1 to /10.0.0.2 true",
            "release VI_1",
            "zero ",
            "zero tcp_10.0.0.1_80"),
        console.director.commands);
  }

  @Test
  void mailIsTriedSilencedAndSpokenTo() throws Exception {
    assertEquals("mail.example.com:587 took it with STARTTLS", done("{\"name\":\"mailTest\"}"));
    assertEquals(
        "no mail goes out for 600 s",
        done("{\"name\":\"mailSilence\",\"expiresSeconds\":600,\"reason\":\"moving\"}"));
    assertEquals("mail goes out again", done("{\"name\":\"mailSpeak\"}"));
    assertEquals(
        List.of("test", "silence " + Duration.ofMinutes(10) + " moving", "speak"),
        console.mail.commands);
  }

  @Test
  void whatTheDirectorRefusesIsAConflictWithItsWords() throws Exception {
    HttpResponse<String> response = console.operate("{\"name\":\"reload\"}");
    assertEquals(409, response.statusCode());
    assertEquals(
        "keepalived.conf:7:3: error: there is no scheduler 'rrr'; did you mean rr?",
        StagedConsole.object(response.body()).get("error"));
    response =
        console.operate(
            "{\"name\":\"drain\",\"service\":\"tcp_10.0.0.1_80\",\"server\":\"10.9.9.9:80\"}");
    assertEquals(409, response.statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | this command needs name",
        "{\"name\":\"\"} | this command needs name",
        "{\"name\":7} | name must be a text of at most 1000 characters",
        "{\"name\":\"stop\"} | there is no command 'stop'",
        "{\"name\":\"drain\"} | this command needs service",
        "{\"name\":\"drain\",\"service\":\"s\"} | this command needs server",
        "{\"name\":\"drain\",WHERE,\"weigth\":1} | this command has no weigth",
        "{\"name\":\"enable\",WHERE,\"reason\":\"x\"} | this command has no reason",
        "{\"name\":\"weight\",WHERE} | this command needs weight",
        "{\"name\":\"weight\",WHERE,\"weight\":\"1\"} | weight must be a whole number",
        "{\"name\":\"weight\",WHERE,\"weight\":1.5} | weight must be a whole number",
        "{\"name\":\"failover\"} | this command needs router",
        "{\"name\":\"failover\",\"router\":\"VI_1\",\"hold\":1} | hold must be true or false",
        "{\"name\":\"mailSilence\"} | this command needs expiresSeconds: a silence has an end",
        "[] | the body is no JSON object",
        "{\"name\":\"reload\" | the body is no JSON object",
        "{\"name\":\"a\",\"name\":\"b\"} | the body is no JSON object",
      })
  void wrongArgumentsAreNamed(String json, String error) throws Exception {
    HttpResponse<String> response = console.operate(json.replace("WHERE", WHERE));
    assertEquals(400, response.statusCode(), response.body());
    assertEquals(error, StagedConsole.object(response.body()).get("error"));
    assertEquals(List.of(), console.director.commands);
  }

  /** These words come from the same place as those of the MBeans. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"weight\",WHERE,\"weight\":65536 | weight 65536 is outside 0 to 65535; 0 takes no"
            + " connections",
        "\"weight\",WHERE,\"weight\":-1 | weight -1 is outside 0 to 65535; 0 takes no connections",
        "\"drain\",WHERE,\"expiresSeconds\":-1 | expiresSeconds -1 is outside 0 to 31536000 (one"
            + " year); 0 never ends",
        "\"drain\",WHERE,\"reason\":\"a\\n"
            + "b\" | the reason holds a control character or line break; write it on one line",
        "\"drainAndRemove\",WHERE,\"deadlineSeconds\":9,\"expiresSeconds\":9 | the deadline would"
            + " come after the change has ended by itself; make the deadline shorter or the change"
            + " longer",
        "\"failover\",\"router\":\"VI_1\",\"to\":\"nowhere\" | 'nowhere' is no IP address, such as"
            + " 10.0.0.2",
      })
  void valuesOutsideTheirRangeAreRefused(String members, String error) throws Exception {
    HttpResponse<String> response =
        console.operate("{\"name\":" + members.replace("WHERE", WHERE) + "}");
    assertEquals(400, response.statusCode(), response.body());
    assertEquals(error, StagedConsole.object(response.body()).get("error"));
    assertEquals(List.of(), console.director.commands);
    assertEquals(Optional.empty(), server().override());
  }

  @Test
  void withoutCredentialsNothingIsDone() throws Exception {
    HttpResponse<String> response = console.command("{\"name\":\"zero\"}");
    assertEquals(401, response.statusCode());
    assertTrue(response.headers().firstValue("WWW-Authenticate").isEmpty());
    response =
        console.command(
            "{\"name\":\"zero\"}", "Authorization", StagedConsole.basic("admin", "Secret"));
    assertEquals(401, response.statusCode());
    response =
        console.command(
            "{\"name\":\"zero\"}", "Authorization", StagedConsole.basic("root", "secret"));
    assertEquals(401, response.statusCode());
    response = console.command("{\"name\":\"zero\"}", "Authorization", "Bearer secret");
    assertEquals(401, response.statusCode());
    assertEquals(List.of(), console.director.commands);
  }

  @Test
  void withoutAPasswordInTheConfigurationCommandsAreForbiddenWithTheRemedy() throws Exception {
    try (StagedConsole open = StagedConsole.withoutPassword()) {
      HttpResponse<String> response = open.command("{\"name\":\"zero\"}");
      assertEquals(403, response.statusCode());
      assertTrue(response.body().contains("console_password_file"), response.body());
      assertEquals(401, open.operate("{\"name\":\"zero\"}").statusCode());
      assertEquals(false, open.json("session").get("canOperate"));
      assertEquals(List.of(), open.director.commands);
    }
  }

  /** What a page of another site can send without asking: forms, and no header of its own. */
  @Test
  void aFormOfAnotherSiteDoesNothing() throws Exception {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "text/json")) {
      HttpRequest request =
          HttpRequest.newBuilder(console.uri("/lvs/api/command"))
              .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"zero\"}"))
              .header("Content-Type", type)
              .header("Authorization", StagedConsole.AUTHORIZATION)
              .build();
      var response = console.http.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(403, response.statusCode(), response.body());
    }
    HttpRequest request =
        HttpRequest.newBuilder(console.uri("/lvs/api/command"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"zero\"}"))
            .header("Content-Type", "text/plain")
            .header("X-LVS-Director", "console")
            .header("Authorization", StagedConsole.AUTHORIZATION)
            .build();
    assertEquals(
        415, console.http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    assertEquals(List.of(), console.director.commands);
  }

  @Test
  void aBodyThatIsTooLargeIsNotRead() throws Exception {
    String large = "{\"name\":\"zero\",\"service\":\"" + "x".repeat(70_000) + "\"}";
    assertEquals(413, console.operate(large).statusCode());
    String announced =
        "POST /lvs/api/command HTTP/1.1\r\nHost: localhost\r\nX-LVS-Director: console\r\n"
            + "Content-Type: application/json\r\nContent-Length: 99999999999\r\nAuthorization: "
            + StagedConsole.AUTHORIZATION
            + "\r\n\r\n"
            + " ".repeat(66_000);
    assertTrue(console.raw(announced).startsWith("HTTP/1.1 413"));
    assertEquals(List.of(), console.director.commands);
  }

  @Test
  void aBodyThatIsNoUtf8IsRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(console.uri("/lvs/api/command"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', (byte) 0xff, '}'}))
            .header("Content-Type", "application/json; charset=utf-8")
            .header("X-LVS-Director", "console")
            .header("Authorization", StagedConsole.AUTHORIZATION)
            .build();
    var response = console.http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(400, response.statusCode());
    assertEquals("the body is not UTF-8", StagedConsole.object(response.body()).get("error"));
  }
}
