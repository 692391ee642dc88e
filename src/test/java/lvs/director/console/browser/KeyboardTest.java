package lvs.director.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lvs.director.lab.Await;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The pages without a mouse. */
class KeyboardTest extends PageTest {

  private void focus(String words) {
    Await.until(
        Browser.SOON,
        () -> "focus on " + words + ", is on " + browser.focused(),
        () -> browser.focused().contains(words));
  }

  @Test
  void theFirstTabOffersToSkipTheNavigation() {
    browser.open("#/services").see("main", "TCP 198.51.100.11:993").keys(Keys.TAB);
    focus("Skip to the content");
    browser.keys(Keys.ENTER);
    focus("main#view");
    browser.keys(Keys.TAB);
    focus("Search services");
  }

  @Test
  void theFocusGoesThroughTheBarInTheOrderOfReading() {
    browser.open("#/").see(".headline", "not up").keys(Keys.TAB);
    for (String next :
        new String[] {
          "lb1.example.net", "Overview", "Services", "Events", "Director", "Colours", "Sign in"
        }) {
      browser.keys(Keys.TAB);
      focus(next);
    }
    browser.shiftTab();
    focus("Colours");
  }

  @Test
  void whatHasTheFocusCanBeSeen() {
    browser.open("#/").see(".headline", "not up");
    for (int i = 0; i < 12; i++) {
      browser.keys(Keys.TAB);
      Object outline = browser.js("return getComputedStyle(document.activeElement).outlineStyle");
      assertEquals("solid", outline, browser.focused());
    }
  }

  @Test
  void theSlashSearchesFromAnywhere() {
    browser.open("#/director").see("main", "keepalived.conf").keys("/");
    focus("input#search");
    browser.keys("993").see(".summary", "1 service match");
    browser.keys(Keys.ESCAPE).see(".summary", "5 services");
  }

  @Test
  void arrowsGoFromRowToRowAndEnterOpensOne() {
    browser.open("#/services").see("main", "TCP 198.51.100.11:993").keys("/");
    focus("input#search");
    browser.keys(Keys.ARROW_DOWN);
    focus("TCP 198.51.100.10:80");
    browser.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    focus("TCP 198.51.100.11:25");
    browser.keys(Keys.END);
    focus("TCP 198.51.100.11:8443");
    browser.keys(Keys.HOME, Keys.ARROW_UP);
    focus("input#search");
    browser.keys(Keys.ARROW_DOWN, Keys.ENTER).see("h1", "TCP 198.51.100.10:80");
    focus("main#view");
    browser.keys(Keys.ARROW_DOWN);
    focus("10.8.0.11:80");
  }

  @Test
  void theFocusStaysWhereItIsWhileNumbersChange() {
    browser
        .open("#/services")
        .see("main", "TCP 198.51.100.11:993")
        .keys("/", Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    focus("TCP 198.51.100.10:443");
    for (int i = 0; i < 3; i++) {
      String before = browser.text(".rows tbody");
      scene.carry();
      Await.until(
          Browser.SOON,
          "other numbers",
          () -> {
            scene.carry();
            return !browser.text(".rows tbody").equals(before);
          });
      assertTrue(browser.focused().contains("TCP 198.51.100.10:443"), browser.focused());
    }
  }

  @Test
  void digitsGoToPagesAndTheQuestionMarkTellsTheKeys() {
    browser.open("#/").see(".headline", "not up").keys("3").see("h1", "Events");
    browser.keys("4").see("h1", "lb1.example.net");
    browser.keys("1").see(".headline", "not up");
    browser.keys("?").see("dialog", "Keys").see("dialog", "search");
    browser.keys(Keys.ESCAPE).gone("dialog");
  }

  @Test
  void theMenuOfAServerOpensWalksAndClosesByKey() {
    browser.open("#/service/" + Scene.WEB).see("main", "10.8.0.14:80");
    browser.js("document.querySelector('.menu-button').focus()");
    browser.keys(Keys.ENTER);
    focus("Drain");
    browser.keys(Keys.ARROW_DOWN);
    focus("Disable");
    browser.keys(Keys.END);
    focus("Check now: HTTP_GET");
    browser.keys(Keys.ARROW_DOWN);
    focus("Drain");
    browser.keys(Keys.ESCAPE).gone(".menu");
    focus("Commands for 10.8.0.11:80");
  }
}
