package lvs.director.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import lvs.director.lab.Await;
import lvs.director.port.Event.Severity;
import org.junit.jupiter.api.Test;

/** The largest configuration on record: 2,277 services with 37,205 servers. */
class ManyRowsTest extends PageTest {
  private static final int FLOOD = 1000;

  /**
   * Generous: machines that test are busy. What takes longer than this anywhere is felt as frozen.
   */
  private static final long LONGEST_MILLIS = 1500;

  @Override
  Scene scene() throws IOException {
    Scene large = new Scene("global_defs {\n router_id large\n}\n");
    large.large(2277, 37_205);
    return large;
  }

  private void watchTheFrames() {
    browser.js(
        "window.longest = 0; let before = performance.now(); const frame = () => { const now ="
            + " performance.now(); window.longest = Math.max(window.longest, now - before); before"
            + " = now; requestAnimationFrame(frame); }; requestAnimationFrame(frame);");
  }

  private long longestMillis() {
    return ((Number) browser.js("return Math.round(window.longest)")).longValue();
  }

  @Test
  void aPageOfFiftyIsThereAtOnceAndTurned() {
    browser.open("#/services").see(".summary", "2,277 services, 1 to 50 shown");
    assertEquals(50, browser.all(".rows tbody tr").size());
    watchTheFrames();
    for (int page = 2; page < 8; page++) {
      browser
          .press(".pages button", "›")
          .see(".summary", (page - 1) * 50 + 1 + " to " + page * 50 + " shown");
    }
    browser.press(".pages button", "46").see(".summary", "2,251 to 2,277 shown");
    assertTrue(String.valueOf(browser.js("return location.hash")).endsWith("page=46"));
    report("turning pages");
    browser.wide().picture("console-services-many");
  }

  @Test
  void searchFindsNamesAndAddressesOfServers() {
    browser.open("#/services").see(".summary", "2,277 services");
    browser.type("#search", "192.0.8.229:80").see(".summary", "1 service match");
    browser.see(".rows", "192.0.8.229:80");
    browser.find("#search").clear();
    browser.type("#search", "10.0.145.85").see(".summary", "match").see(".rows", "192.0.");
    browser.find("#search").clear();
    browser.type("#search", "no such thing").see("main", "Nothing matches.");
  }

  @Test
  void onlyThoseWithTroubleAreShownAndFollowWhatHappens() {
    String id = "tcp_192.0.4.4_443";
    browser.open("#/services?state=problem").see("main", "No service has trouble.");
    scene
        .actor(id, scene.stage(id).actors.getFirst().status().server().endpoint().toString())
        .turn(false, "connection refused", scene.nowNanos());
    scene.tell(Severity.WARNING, "SERVER_DOWN", id, "", "down");
    browser.see(".summary", "1 service with trouble").see(".rows", "connection refused");
    browser.find("#only-problems").click();
    browser.see(".summary", "2,277 services");
  }

  @Test
  void aFloodOfEventsDoesNotFreezeThePage() {
    browser.open("#/events").see("h1", "Events");
    watchTheFrames();
    for (int i = 0; i < FLOOD; i++) {
      scene.tell(
          i % 3 == 0 ? Severity.WARNING : Severity.INFO,
          "SERVER_DOWN",
          "tcp_192.0.0.1_80",
          "10.0.0.1:8080",
          "flood " + i);
    }
    Await.until(
        Browser.SOON,
        () -> "all of them: " + browser.text(".summary"),
        () -> browser.reads(".happenings", "flood " + (FLOOD - 1)));
    report("a flood of events");
    assertEquals(100, browser.all(".happening").size(), "the rest waits behind the button");
    browser.press("button", "Load older");
    Await.until(Browser.SOON, "more rows", () -> browser.all(".happening").size() == 200);
    browser
        .type("#search", "flood 500")
        .see(".summary", "1 of the newest")
        .see(".happenings", "flood 500");
  }

  private void report(String what) {
    System.out.println(what + ": the longest frame took " + longestMillis() + " ms");
    assertTrue(
        longestMillis() < LONGEST_MILLIS, what + " took " + longestMillis() + " ms in one frame");
  }
}
