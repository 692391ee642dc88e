package lvs.director.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import lvs.director.lab.Await;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.ServerOverride;
import lvs.director.pool.ServerOverride.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Commands: who may give them, what is said before, and what becomes of them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorTest extends PageTest {
  private static final String MAILS = "tcp_198.51.100.11_25";
  private static final String MAIL = "10.8.0.21:25";

  @AfterEach
  void leave() {
    browser.js("if (location.protocol !== 'about:') sessionStorage.clear()");
    browser.complaints();
  }

  private void signIn() {
    browser.press("#sign-in", "Sign in").see("dialog", "Sign in to lb1.example.net");
    give(Stand.USER, Stand.PASSWORD);
    browser.gone("dialog").see("#tools", "Sign out");
  }

  private void give(String user, String password) {
    browser.find("dialog [name=user]").clear();
    browser.type("dialog [name=user]", user);
    browser.find("dialog [name=password]").clear();
    browser.type("dialog [name=password]", password);
    browser.press("dialog button[type=submit]", "Sign in");
  }

  private Browser server() {
    return browser.open("#/service/" + MAILS + "/10.8.0.21_25").see("h1", MAIL);
  }

  private RealServerStatus status() {
    return scene.actor(MAILS, MAIL).status();
  }

  private Optional<Standing> standing() {
    return status().override().map(ServerOverride::standing);
  }

  private void choose(String name, String value) {
    WebElement select = browser.find("dialog [name=" + name + "]");
    new org.openqa.selenium.support.ui.Select(select).selectByValue(value);
  }

  private void done(String words) {
    browser.see("dialog .answer.good", words).press("dialog button", "Close").gone("dialog");
  }

  @Test
  @Order(1)
  void aCommandAsksForThePasswordFirstAndThenGoesOn() {
    server().press("button", "Drain").see("dialog", "Sign in");
    give("operator", "wrong");
    browser.see("dialog .answer.bad", "wrong user or password");
    assertTrue(browser.complaints().stream().allMatch(line -> line.contains("401")));
    give(Stand.USER, Stand.PASSWORD);
    browser.see("dialog h2", "Drain " + MAIL).see("#tools", Stand.USER);
    browser.keys(Keys.ESCAPE).gone("dialog");
    assertEquals(Optional.empty(), standing(), "nothing was done");
    browser.press("#sign-out", "Sign out").see("#tools", "Sign in");
    assertEquals(0L, browser.js("return sessionStorage.length"), "nothing is kept");
    browser.press("button", "Disable").see("dialog", "Sign in");
  }

  @Test
  @Order(2)
  void credentialsLastAsLongAsTheTab() {
    server();
    signIn();
    browser.driver.navigate().refresh();
    browser.see("#tools", "Sign out");
    assertEquals(0L, browser.js("return localStorage.length"));
  }

  @Test
  @Order(3)
  void theQuestionTellsInNumbersWhatStaysAndWhatIsOpen() {
    server();
    signIn();
    browser
        .press("button", "Drain")
        .see("dialog", "1 of 2 servers stays in service, with weight 1.");
    long open =
        scene.traffic().values().stream()
            .flatMap(each -> each.counters().servers().entrySet().stream())
            .filter(each -> each.getKey().toString().equals(MAIL))
            .mapToLong(each -> each.getValue().active())
            .sum();
    browser.see("dialog", open + (open == 1 ? " connection is open" : " connections are open"));
    browser.picture("console-dialog-wide-light");
    browser.phone().picture("console-dialog-phone-light");
    browser.wide();
  }

  @Test
  @Order(4)
  void aQuestionThatTakesTheQuorumAwaySaysSo() {
    browser.open("#/service/" + Scene.WEB_TLS + "/10.8.0.11_443").see("h1", "10.8.0.11:443");
    signIn();
    browser.press("button", "Disable").see("dialog", "2 of 4 servers stay in service");
    browser.keys(Keys.ESCAPE).gone("dialog");
    scene
        .actor(Scene.WEB_TLS, "10.8.0.13:443")
        .turn(false, "connection refused after 0.4 ms", scene.nowNanos());
    scene.tell(
        lvs.director.port.Event.Severity.WARNING,
        "SERVER_DOWN",
        Scene.WEB_TLS,
        "10.8.0.13:443",
        "down");
    Await.until(
        Browser.SOON,
        "the page to know",
        () -> {
          browser.press("button", "Disable");
          boolean knows =
              browser.reads(
                  "dialog",
                  "That is below the quorum of 2: the sorry server 10.8.0.99:80 takes over.");
          browser.keys(Keys.ESCAPE).gone("dialog");
          return knows;
        });
  }

  @Test
  @Order(5)
  void aServerIsDrainedAndEnabledAgain() {
    server();
    signIn();
    browser.press("button", "Drain").type("dialog [name=reason]", "new <b>kernel</b>");
    choose("expires", "3600");
    browser.press("dialog button", "Drain");
    done("10.8.0.21:25 in TCP 198.51.100.11:25 is draining, weight 0 (configured: 1)");
    assertEquals(Optional.of(Standing.DRAINING), standing());
    browser
        .see(".subject", "draining")
        .see(".standing", "new <b>kernel</b>, 17 connections left, about 130 s");
    browser
        .press("button", "Enable")
        .see("dialog", "draining: new <b>kernel</b>")
        .press("dialog button", "Enable");
    done("is enabled, weight 1");
    assertEquals(Optional.empty(), standing());
    browser.see(".subject-state", "up for");
  }

  @Test
  @Order(6)
  void aServerIsDrainedAndThenRemovedByADeadline() {
    server();
    signIn();
    browser.press("button", "Drain").find("dialog [name=remove]").click();
    browser.see("dialog", "Then it leaves the table.");
    choose("deadline", "300");
    browser.press("dialog button", "Drain");
    done("draining, weight 0 (configured: 1), then removed");
    assertTrue(
        status().override().orElseThrow().removal().orElseThrow().deadlineNanos().isPresent());
    scene.actor(MAILS, MAIL).override(null, 1);
  }

  @Test
  @Order(7)
  void aServerIsDisabledWithAReasonThatMustBeGiven() {
    server();
    signIn();
    browser.press("button", "Disable").press("dialog button", "Disable");
    assertEquals(Optional.empty(), standing(), "the browser asks for a reason");
    browser.type("dialog [name=reason]", "disk full").press("dialog button", "Disable");
    done("is disabled, weight 0");
    assertEquals("disk full", status().override().orElseThrow().reason());
    scene.actor(MAILS, MAIL).override(null, 1);
  }

  @Test
  @Order(8)
  void theWeightIsSetAndItsShareTold() {
    server();
    signIn();
    browser.press("button", "Set weight").find("dialog [name=weight]").clear();
    browser.type("dialog [name=weight]", "3").see("dialog", "it would have 75 %, now 50 %");
    browser.press("dialog button", "Set weight");
    done("weight 3 (configured: 1)");
    browser.see(".facts", "3, configured 1");
    scene.actor(MAILS, MAIL).override(null, 1);
  }

  @Test
  @Order(9)
  void aCheckRunsNow() {
    server();
    signIn();
    browser
        .press("button", "Check now")
        .see("dialog", "TCP_CHECK of 10.8.0.21:25")
        .press("dialog button", "Check");
    done("good: connected after 0.4 ms");
    assertTrue(
        scene.commands.contains("checkNow " + MAILS + " 10.8.0.21_25 1-TCP_CHECK"),
        scene.commands.toString());
  }

  @Test
  @Order(10)
  void aRouterHandsOverWithItsGroup() {
    browser.open("#/router/web").see("h1", "web");
    signIn();
    browser.press("button", "Hand over").see("dialog", "Hand group outside over");
    browser.see(
        "dialog", "3 addresses move to another router, with all 2 virtual routers of the group");
    choose("to", "10.8.0.3");
    browser.press("dialog button", "Hand over");
    done("outside: handed over");
    assertTrue(
        scene.commands.contains("failover outside to /10.8.0.3 true"), scene.commands.toString());
  }

  @Test
  @Order(11)
  void aRefusalIsShownAndTheQuestionStays() {
    browser.open("#/director").see("h1", "lb1.example.net");
    signIn();
    browser.press("button", "Reload").see("dialog", "5 services, 15 servers, 3 virtual routers");
    browser
        .press("dialog button", "Reload")
        .see("dialog .answer.bad", "there is no scheduler 'rrr'; did you mean rr?");
    browser.press("dialog button", "Cancel").gone("dialog");
  }

  @Test
  @Order(12)
  void mailIsTestedSilencedAndHeardAgain() {
    browser.open("#/director").see("h1", "lb1.example.net");
    signIn();
    browser.press("button", "Test").press("dialog button", "Send");
    done("mail.example.com:587 took it with STARTTLS");
    browser
        .press("button", "Silence")
        .type("dialog [name=reason]", "we move house")
        .press("dialog button", "Silence");
    done("no mail goes out for 3600 s");
    browser
        .see(".part-mail", "we move house")
        .press("button", "End silence")
        .press("dialog button", "End it");
    browser.see("dialog .answer.good", "").press("dialog button", "Close").gone("dialog");
    assertEquals(List.of("test", "silence PT1H we move house", "speak"), scene.desk.commands);
  }

  @Test
  @Order(13)
  void countersAreZeroed() {
    browser.open("#/service/" + MAILS).see("h1", "TCP 198.51.100.11:25");
    signIn();
    browser.press("button", "Zero counters").press("dialog button", "Zero");
    done("are zero");
    assertTrue(scene.commands.contains("zero " + MAILS), scene.commands.toString());
  }

  @Test
  @Order(17)
  void aCommandWithoutAnAnswerMayHaveBeenDone() {
    browser.open("#/service/" + MAILS).see("h1", "TCP 198.51.100.11:25");
    signIn();
    browser.js(
        "window.fetch = () => new Promise((answer, fail) => { window.cut = () => fail(new"
            + " TypeError('cut')); })");
    browser.press("button", "Zero counters").press("dialog button", "Zero");
    browser.see("dialog .answer", "Asking the director");
    browser.keys(Keys.ESCAPE).keys(Keys.ESCAPE);
    assertEquals("Cancel", browser.find("dialog button:disabled").getText(), "it stays");
    browser.js("window.cut()");
    browser.see("dialog .answer.unsure", "No answer: it may have been done.");
    assertEquals(
        "none",
        browser.js(
            "return getComputedStyle(document.querySelector('.answer'), '::before').content"));
    browser.press("dialog button", "Cancel").gone("dialog");
  }

  /** What a browser has learned from an address that somebody typed would outlive signing out. */
  @Test
  @Order(16)
  void noRequestBringsWhatTheBrowserItselfKnows() {
    Object script = eachPageBegins(REQUESTS);
    try {
      browser.open("#/service/" + MAILS).see("h1", "TCP 198.51.100.11:25").find(".drawing .line");
      signIn();
      browser.press("button", "Zero counters").press("dialog button", "Zero");
      done("are zero");
      assertEquals(
          "omit", browser.js("return [...new Set(asked.map((each) => each.credentials))].join()"));
      assertTrue((Long) browser.js("return asked.length") > 5);
    } finally {
      noLonger(script);
    }
  }

  private static final String REQUESTS =
      """
      const send = window.fetch;
      window.asked = [];
      window.fetch = (url, options) => { asked.push(new Request(url, options)); return send(url, options); };
      """;

  private Object eachPageBegins(String script) {
    return browser
        .driver
        .executeCdpCommand(
            "Page.addScriptToEvaluateOnNewDocument", java.util.Map.of("source", script))
        .get("identifier");
  }

  private void noLonger(Object script) {
    browser.driver.executeCdpCommand(
        "Page.removeScriptToEvaluateOnNewDocument", java.util.Map.of("identifier", script));
  }

  @Test
  @Order(14)
  void withoutAPasswordConfiguredThePagesSayHowToGetOne() throws Exception {
    try (Stand bare = Stand.onlyToLookAt(scene)) {
      browser.driver.get(bare.url() + "#/service/" + MAILS + "/10.8.0.21_25");
      browser.see("#tools", "View only").see("h1", MAIL).press("button", "Drain");
      browser.see("dialog", "No password is configured").see("dialog", "console_password_file");
      browser.driver.get("about:blank");
      browser.asked();
    }
  }

  @Test
  @Order(15)
  void whereReadingNeedsThePasswordNothingIsShownBefore() {
    Object script = eachPageBegins(CLOSED_DOOR);
    try {
      browser.open("#/services").see("main", "These pages need a password here.");
      assertEquals("", browser.text(".rows"));
      browser.press("main button", "Sign in");
      give(Stand.USER, Stand.PASSWORD);
      browser.gone("dialog").see(".rows", "TCP 198.51.100.11:993").see("#live", "live");
      browser.press("#sign-out", "Sign out").see("main", "These pages need a password here.");
      assertEquals("", browser.text(".rows"));
    } finally {
      noLonger(script);
    }
  }

  /** What a console that is not on loopback answers to those without a password. */
  private static final String CLOSED_DOOR =
      """
      const ask = window.fetch;
      window.fetch = async (url, options) => {
        const answer = (status, body) => new Response(JSON.stringify(body), { status });
        if (options?.headers?.Authorization) return ask(url, options);
        return String(url).endsWith('/api/session')
          ? answer(200, { name: 'lb1', user: null, operator: false, canOperate: true, needsLogin: true })
          : answer(401, { error: 'log in: reading needs the password' });
      };
      """;
}
