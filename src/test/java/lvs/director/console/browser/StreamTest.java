package lvs.director.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lvs.director.lab.Await;
import lvs.director.port.Event.Severity;
import org.junit.jupiter.api.Test;

/** What the pages do when the director is gone for a while. */
class StreamTest extends PageTest {

  @Test
  void aLostConnectionIsToldAndComesBackByItself() throws Exception {
    browser.open("#/").see(".headline", "not up").see("#live", "live");
    browser.js("window.notReloaded = true");
    stand.stop();
    browser.see("#banner", "No connection to the director").see("#banner", "What you see is from");
    browser.see("#live", "not live").see("#announcer", "connection to the director is lost");
    assertEquals(
        null,
        browser.js("return document.querySelector('#banner').closest('[role],[aria-live]')"),
        "its seconds are not read out");
    assertTrue((Boolean) browser.js("return document.body.classList.contains('stale')"));
    assertEquals(
        "icons/off.svg", browser.js("return document.getElementById('icon').getAttribute('href')"));
    browser.picture("console-lost-wide-light");
    scene.turn("tcp_198.51.100.11_25", "10.8.0.22:25", false, "no route to host");
    stand.startAgain();
    browser.see(".part-trouble", "no route to host").see(".part-latest", "no route to host");
    Await.until(
        Browser.SOON, "no banner", () -> browser.find("#banner").getAttribute("hidden") != null);
    assertFalse((Boolean) browser.js("return document.body.classList.contains('stale')"));
    assertEquals(true, browser.js("return window.notReloaded === true"));
    assertTrue(
        browser.complaints().stream().allMatch(line -> line.contains("net::ERR")),
        "only that nobody answered");
    scene.turn("tcp_198.51.100.11_25", "10.8.0.22:25", true, "every check passes");
  }

  @Test
  void eventsThatWereMissedAreThereAfterwards() throws Exception {
    browser.open("#/events").see("main", "ticket 4711");
    stand.stop();
    browser.see("#banner", "No connection");
    scene.tell(Severity.WARNING, "SERVER_DOWN", Scene.WEB, Scene.LOST, "while nobody looked");
    stand.startAgain();
    browser.see("main", "while nobody looked").see("main", "ticket 4711");
    scene.tell(Severity.ERROR, "TWO_MASTERS", "web", "", "10.8.0.3 advertises too");
    browser.see("main", "10.8.0.3 advertises too").see("#announcer", "10.8.0.3 advertises too");
    browser.complaints();
  }

  @Test
  void aPauseTooShortForAWordIsCaughtUpWith() throws Exception {
    for (String hash : List.of("#/events", "#/", "#/service/" + Scene.WEB)) {
      browser.open(hash).see("#live", "live").see("main", "10.8.0.13:80");
      listening();
      stand.stop();
      scene.tell(Severity.INFO, "SERVER_UP", Scene.WEB, Scene.LOST, "up for a moment " + hash);
      stand.startAgain();
      browser.see("main", "up for a moment " + hash);
    }
    browser.complaints();
  }

  @Test
  void aPageHearsAlreadyWhileItWaitsForItsFirstAnswer() {
    browser.open("#/services?state=problem").see("main", "with trouble").see("#live", "live");
    listening();
    browser.js(HOLD);
    browser.go("#/events");
    holds();
    scene.tell(Severity.WARNING, "SERVER_DOWN", Scene.WEB, Scene.LOST, "while the answer came");
    browser.see("#announcer", "while the answer came");
    browser.js("window.release()");
    browser.see("main", "while the answer came").see("main", "ticket 4711");
    assertEquals("#/events", browser.js("return location.hash"), "not that of the page before");
  }

  /** Answers about events are made, but arrive later. */
  private static final String HOLD =
      """
      const ask = window.fetch;
      window.fetch = async (url, options) => {
        const answer = await ask(url, options);
        if (String(url).includes('/api/events')) {
          await new Promise((resolve) => { window.release = resolve; });
        }
        return answer;
      };
      """;

  private void holds() {
    Await.until(
        Browser.SOON, "an answer", () -> (Boolean) browser.js("return Boolean(window.release)"));
  }

  @Test
  void whatIsOlderIsLoadedOnceHoweverOftenItIsAskedFor() throws Exception {
    Scene full = new Scene();
    for (int i = 1; i <= 350; i++) {
      full.tell(Severity.INFO, "SERVER_UP", Scene.WEB, Scene.LOST, "event " + i + ".");
    }
    try (Stand busy = Stand.of(full)) {
      browser.driver.get(busy.url() + "#/events");
      browser.see(".summary", "The newest 100");
      browser.js(
          "const more = document.getElementById('older'); more.click(); more.click();"
              + " more.click();");
      browser.see(".summary", "The newest 200").press("button", "Load older");
      browser.see(".summary", "The newest 300").press("button", "Load older");
      browser.see(".summary", "The newest 350").see(".more", "That is all that is kept.");
      assertEquals(350, browser.all(".happening").size());
      browser.driver.get("about:blank");
      browser.asked();
    }
  }

  @Test
  void aTabThatNobodySeesGivesItsConnectionBack() {
    browser.open("#/events").see("main", "ticket 4711").see("#live", "live");
    listening();
    browser.js(
        "const later = window.setTimeout; window.setTimeout = (run, millis) => later(run, millis"
            + " === 60_000 ? 0 : millis);");
    visible(false);
    Await.until(
        Browser.SOON,
        "nobody listens",
        () -> {
          scene.tell(Severity.INFO, "SERVER_UP", Scene.WEB, Scene.LOST, "while nobody saw it");
          return scene.happened.listeners() == 0;
        });
    assertEquals(
        "icons/off.svg", browser.js("return document.getElementById('icon').getAttribute('href')"));
    scene.tell(Severity.INFO, "SERVER_UP", Scene.WEB, Scene.LOST, "the last that nobody saw");
    visible(true);
    browser.see("main", "the last that nobody saw");
    listening();
  }

  private void visible(boolean is) {
    browser.js(
        "Object.defineProperty(document, 'hidden', { value: !arguments[0], configurable: true });"
            + "document.dispatchEvent(new Event('visibilitychange'))",
        is);
  }

  private void listening() {
    Await.until(Browser.SOON, "the page listens", () -> scene.happened.listeners() == 1);
  }

  @Test
  void pagesLeaveNoConnectionBehind() {
    for (int i = 0; i < 8; i++) {
      browser.open(i % 2 == 0 ? "#/" : "#/service/" + Scene.WEB).see("main", "198.51.100.10");
    }
    Await.until(
        Browser.SOON,
        () -> "one stream, not " + scene.happened.listeners(),
        () -> scene.happened.listeners() <= 1);
  }
}
