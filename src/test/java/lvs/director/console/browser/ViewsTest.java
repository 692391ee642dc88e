package lvs.director.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import lvs.director.lab.Await;
import lvs.director.port.DataPlane.Refused;
import lvs.director.port.Event.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view, as operators meet it: wide and on a phone, light and dark. */
class ViewsTest extends PageTest {
  private static final String SERVICE = "#/service/" + Scene.WEB;
  private static final String SERVER = SERVICE + "/10.8.0.13_80";

  static Stream<Arguments> views() {
    return Stream.of(
        Arguments.of("overview", "#/", "1 of 15 servers is not up"),
        Arguments.of("services", "#/services", "TCP 198.51.100.11:993"),
        Arguments.of("service", SERVICE, "connection refused after 0.4 ms"),
        Arguments.of("service-by-server", SERVICE + "?servers=1", "10.8.0.14:80"),
        Arguments.of("server", SERVER, "6 in a row"),
        Arguments.of("router", "#/router/web", "10.8.0.3 said that it leaves"),
        Arguments.of("events", "#/events", "ticket 4711"),
        Arguments.of("director", "#/director", "the kernel has IPVS 1.2.1"));
  }

  @ParameterizedTest
  @MethodSource("views")
  void eachViewFitsEveryScreenInBothThemesAndBreaksNoRuleOfAccessibility(
      String name, String hash, String words) throws Exception {
    browser.wide().prefers("light").open(hash).see("main", words);
    settled(name);
    for (String scheme : List.of("light", "dark")) {
      browser.wide().prefers(scheme);
      fits(name, "wide");
      browser.picture("console-" + name + "-wide-" + scheme);
      assertEquals(List.of(), Axe.violations(browser), name + " in " + scheme);
      browser.phone();
      fits(name, "phone");
      browser.picture("console-" + name + "-phone-" + scheme);
    }
    browser.wholePicture("console-" + name + "-phone-whole");
    browser.small();
    fits(name, "small");
    browser.js("document.body.style.fontFamily = '\"DejaVu Sans\", Verdana'");
    fits(name, "small, with wide letters,");
    browser.wide().wholePicture("console-" + name + "-whole");
  }

  private void fits(String name, String screen) {
    Await.until(
        Browser.SOON, name + " within the " + screen + " screen", () -> browser.overflow() == 0);
  }

  /** A graph is there where the view has one. */
  private void settled(String name) {
    boolean graph = !List.of("overview", "services", "events").contains(name);
    Await.until(
        Browser.SOON,
        "a graph on " + name,
        () -> !graph || !browser.all(".drawing .line, .drawing .layer").isEmpty());
  }

  @Test
  void theOverviewSaysWhoIsMasterSinceWhenAndWhyAndWhatIsDownAndWhy() {
    browser.wide().open("#/").see(".headline", "1 of 15 servers is not up");
    browser.see(
        ".headline", "5 of 5 services up · 14 of 15 servers up · master of 2 of 3 virtual routers");
    browser.see(".part-routers", "23 h 53 min");
    browser.see(".part-routers", "10.8.0.3 said that it leaves; priority 150");
    browser.see(".part-routers", "BACKUP");
    browser.see(".part-trouble", "connection refused after 0.4 ms (3 of 3 attempts)");
    browser.see(".part-latest", "ticket 4711");
  }

  @Test
  void everyTroubleOfTheDirectorIsInTheHeadline() {
    scene.refused = List.of(new Refused("TCP 198.51.100.11:25", "no route to 10.8.0.21"));
    scene.warnings = List.of("keepalived.conf:3:1: warning: the word 'foo' has no effect");
    scene.reloadError = "keepalived.conf:7:3: error: there is no scheduler 'rrr'";
    scene.vrrp =
        SceneElection.with(
            scene.vrrp,
            "web",
            List.of("10.8.0.3 advertises each 2 s, we each 1 s; make advert_int equal"),
            scene.nowNanos());
    try {
      browser.wide().prefers("light").open("#/").see(".headline", "5 things need attention");
      browser.see(".headline", "no route to 10.8.0.21");
      browser.see(".headline", "make advert_int equal");
      browser.see(".headline", "The last reload was refused");
      browser.see(".headline", "the word 'foo' has no effect");
      browser.picture("console-overview-trouble");
      browser.go("#/director").see("main", "there is no scheduler 'rrr'");
      assertTrue(browser.driver.getTitle().contains("(5)"), browser.driver.getTitle());
    } finally {
      scene.refused = List.of();
      scene.warnings = List.of();
      scene.reloadError = "";
      scene.vrrp = SceneElection.with(scene.vrrp, "web", List.of(), scene.nowNanos());
    }
  }

  @Test
  void aServerGoesDownAndComesBackWithoutAnyReload() {
    browser.wide().open("#/service/tcp_198.51.100.11_25").see("main", "2 of 2 servers up");
    browser.js("window.notReloaded = true");
    scene.turn("tcp_198.51.100.11_25", "10.8.0.22:25", false, "no route to host");
    browser.see("main", "1 of 2 servers up").see(".servers", "no route to host");
    browser.see("main", "real server 10.8.0.22:25 of TCP 198.51.100.11:25 is down");
    browser.go("#/").see(".part-trouble", "no route to host");
    scene.turn("tcp_198.51.100.11_25", "10.8.0.22:25", true, "every check passes");
    Await.until(
        Browser.SOON, "well again", () -> !browser.reads(".part-trouble", "no route to host"));
    browser.go("#/service/tcp_198.51.100.11_25").see("main", "2 of 2 servers up");
    assertEquals(true, browser.js("return window.notReloaded === true"));
  }

  @Test
  void whatOthersWroteIsShownAsTextWhateverItHolds() {
    String evil =
        "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
    scene.tell(Severity.ERROR, "SERVER_DOWN", "tcp_198.51.100.11_993", "10.8.0.21:993", evil);
    scene.actor("tcp_198.51.100.11_993", "10.8.0.21:993").turn(false, evil, scene.nowNanos());
    scene.warnings = List.of(evil);
    try {
      for (String hash :
          List.of(
              "#/",
              "#/services",
              "#/service/tcp_198.51.100.11_993",
              "#/service/tcp_198.51.100.11_993/10.8.0.21_993",
              "#/events",
              "#/director",
              "#/router/" + evil)) {
        browser.open(hash).see("main", "<img src=x");
        assertEquals(0, browser.all("main img, main script").size(), hash);
        assertTrue(!browser.driver.getTitle().equals("owned"), hash);
      }
    } finally {
      scene.warnings = List.of();
      scene.turn("tcp_198.51.100.11_993", "10.8.0.21:993", true, "every check passes");
    }
  }

  @Test
  void anUnknownServiceIsSaidToBeUnknown() {
    browser.wide().open("#/service/tcp_203.0.113.1_80").see("main", "There is no such thing here");
    browser.see("main", "no virtual service 'tcp_203.0.113.1_80'");
    assertEquals(1, browser.complaints().size(), "the browser's own line about the 404");
  }

  @Test
  void whatHappenedToASyncGroupLeadsToTheGroup() {
    scene.tell(
        Severity.INFO,
        "HANDOVER",
        "outside",
        "",
        "the sync group outside hands its mastership over by hand");
    browser
        .wide()
        .open("#/events")
        .press(".happening-text", "the sync group outside hands its mastership over by hand");
    browser.see("h1", "outside").see("main", "sync group of").see("main", "Events of this group");
    assertEquals(2, browser.all(".routers .router").size());
  }

  @Test
  void whatAReloadRemovesIsSaidToBeGoneAndComesBack() {
    var all = scene.stages;
    for (String hash :
        List.of("#/service/" + Scene.WEB, "#/service/" + Scene.WEB + "/10.8.0.13_80")) {
      browser.wide().open(hash).see("main", "connection refused");
      scene.stages = all.stream().filter(each -> !each.service.id().equals(Scene.WEB)).toList();
      browser.see("main", "no longer in the configuration").see("#live", "live");
      assertEquals(
          0, browser.all("main .subject-commands, main .rows").size(), "nothing to operate");
      scene.stages = all;
      browser.see("main", "connection refused");
    }
  }

  @Test
  void lastResultsTellTheirReasonsByMouseAndByKey() {
    browser.wide().open(SERVER).see("main", "6 in a row");
    browser.js("document.querySelector('.results').focus()");
    browser.see("#tip", "failed after 0.40 ms: connection refused");
    browser.keys(repeat(org.openqa.selenium.Keys.ARROW_LEFT, 7));
    browser.see("#tip", "good after").see("#tip", "200 for /");
    browser.keys(org.openqa.selenium.Keys.ESCAPE);
    Await.until(Browser.SOON, "no tip", () -> browser.find("#tip").getAttribute("hidden") != null);
  }

  @Test
  void whoReadsResultsByKeyStaysWhereHeIsWhenThePageChanges() {
    browser.wide().open(SERVICE).see("main", "connection refused").find(".results");
    browser.js("document.querySelector('.results').focus()");
    browser.keys(repeat(org.openqa.selenium.Keys.ARROW_LEFT, 3));
    scene.turn(Scene.WEB, "10.8.0.14:80", false, "no answer within 3 s (3 of 3 attempts)");
    try {
      browser.see(".rows", "no answer within 3 s (3 of 3 attempts)");
      assertEquals("3", reader("dataset.at"));
      assertEquals("tip", reader("getAttribute('aria-describedby')"));
      assertEquals(
          "solid",
          browser.js(
              "return getComputedStyle(document.activeElement.querySelectorAll('.result')[6])"
                  + ".outlineStyle"));
      browser.keys(org.openqa.selenium.Keys.ARROW_LEFT);
      assertEquals("4", reader("dataset.at"));
      assertEquals(browser.text("#tip"), reader("getAttribute('aria-label')"));
    } finally {
      scene.turn(Scene.WEB, "10.8.0.14:80", true, "every check passes");
    }
  }

  private Object reader(String what) {
    return browser.js("return document.activeElement." + what);
  }

  private static CharSequence[] repeat(CharSequence key, int times) {
    return Stream.generate(() -> key).limit(times).toArray(CharSequence[]::new);
  }

  @Test
  void theThemeCanBeChosenAndIsKept() {
    browser.wide().prefers("light").open("#/").see(".headline", "not up");
    String light =
        String.valueOf(browser.js("return getComputedStyle(document.body).backgroundColor"));
    browser.find("#theme").click();
    browser.find("#theme").click();
    String dark =
        String.valueOf(browser.js("return getComputedStyle(document.body).backgroundColor"));
    assertTrue(!light.equals(dark), dark);
    browser.open("#/").see(".headline", "not up");
    assertEquals(dark, browser.js("return getComputedStyle(document.body).backgroundColor"));
    browser.find("#theme").click();
    assertEquals(light, browser.js("return getComputedStyle(document.body).backgroundColor"));
  }
}
