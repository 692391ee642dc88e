package lvs.director.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import lvs.director.lab.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The graphs of a service: seen, zoomed, read, by mouse, key and in words. */
class GraphTest extends PageTest {
  private static final String PATH = "#/service/" + Scene.WEB;

  @BeforeEach
  void open() {
    browser.wide().open(PATH).find(".drawing .line");
    browser.js("document.querySelector('.graph').scrollIntoView()");
  }

  private String times() {
    return String.valueOf(
        browser.js(
            "return [...document.querySelectorAll('.time-label')].map((each) =>"
                + " each.textContent).join(' ')"));
  }

  private void changes(Supplier<String> what, Runnable act) {
    String before = what.get();
    act.run();
    Await.until(Browser.SOON, () -> "other than " + before, () -> !what.get().equals(before));
  }

  private Actions at(int fromMiddle) {
    WebElement plots = browser.find(".plots");
    return new Actions(browser.driver).moveToElement(plots, fromMiddle, -60);
  }

  private long seen() {
    return (Long) browser.js("return document.querySelectorAll('.drawing .tick').length");
  }

  @Test
  void aSpanIsZoomedByDraggingAndLeftByDoubleClick() {
    String whole = times();
    changes(
        this::times,
        () ->
            at(-300).clickAndHold().moveByOffset(120, 10).moveByOffset(80, 0).release().perform());
    browser.see(".graph-tools", "← back");
    assertTrue(seen() > 2);
    browser.picture("console-graph-zoomed");
    new Actions(browser.driver).doubleClick(browser.find(".plots")).perform();
    Await.until(
        Browser.SOON,
        "the day again",
        () ->
            times().equals(whole)
                || browser.find("[aria-pressed=true]") != null
                    && !browser.reads(".graph-tools", "← back"));
  }

  @Test
  void theWheelZoomsAGraphThatWasChosenAndScrollsThePageOtherwise() {
    String whole = times();
    wheel(-400);
    assertEquals(whole, times(), "not chosen");
    browser.js("document.querySelector('.plots').focus()");
    changes(this::times, () -> wheel(-400));
    browser.see(".graph-tools", "← back");
  }

  private void wheel(int delta) {
    browser.js(
        "const p = document.querySelector('.plots'), r = p.getBoundingClientRect();"
            + "p.dispatchEvent(new WheelEvent('wheel', { deltaY: arguments[0], clientX: r.left +"
            + " r.width / 2, clientY: r.top + 60, bubbles: true, cancelable: true }))",
        delta);
  }

  @Test
  void twoFingersZoom() {
    String whole = times();
    browser.js(
        "const p = document.querySelector('.plots'), r = p.getBoundingClientRect();"
            + "p.setPointerCapture = () => {};"
            + "const at = (type, id, x) => p.dispatchEvent(new PointerEvent(type, { pointerId: id,"
            + " pointerType: 'touch', clientX: r.left + x, clientY: r.top + 60, bubbles: true }));"
            + "at('pointerdown', 11, 500); at('pointerdown', 12, 600); at('pointermove', 12, 800);"
            + "at('pointermove', 11, 300); at('pointerup', 11, 300); at('pointerup', 12, 800);");
    Await.until(Browser.SOON, "nearer", () -> !times().equals(whole));
  }

  @Test
  void keysZoomMoveReadAndGoBack() {
    browser.js("document.querySelector('.plots').focus()");
    String whole = times();
    changes(this::times, () -> browser.keys("+"));
    changes(this::times, () -> browser.keys("+"));
    changes(this::times, () -> shiftLeft());
    changes(() -> browser.text(".readout"), () -> browser.keys(Keys.ARROW_LEFT));
    changes(() -> browser.text(".readout"), () -> browser.keys(Keys.ARROW_LEFT));
    browser.see(".graph > [aria-live]", "New connections: new");
    browser.keys(Keys.ESCAPE, Keys.ESCAPE, Keys.ESCAPE);
    Await.until(Browser.SOON, "the day again", () -> !browser.reads(".graph-tools", "← back"));
    assertEquals(whole.split(" ").length, times().split(" ").length);
  }

  private void shiftLeft() {
    new Actions(browser.driver)
        .keyDown(Keys.SHIFT)
        .sendKeys(Keys.ARROW_LEFT)
        .keyUp(Keys.SHIFT)
        .perform();
  }

  @Test
  void theCrosshairTellsTheValuesOfItsMoment() {
    at(100).perform();
    browser
        .see(".readout", "New connections")
        .see(".readout", "by persistence")
        .see(".readout", "up to");
    browser.picture("console-graph-crosshair");
  }

  @Test
  void spansAndTopicsAreChosenAndStandInTheAddress() {
    changes(this::times, () -> browser.press(".choice", "week"));
    changes(() -> browser.text(".legends"), () -> browser.press(".choice", "Traffic"));
    browser.see(".legends", "Bytes").see(".legends", "MB/s");
    assertTrue(
        String.valueOf(browser.js("return location.hash")).endsWith("?span=week&topic=traffic"));
    browser.driver.navigate().refresh();
    browser.see(".legends", "Bytes");
    assertEquals("week", browser.find(".choices:nth-child(2) [aria-pressed=true]").getText());
    for (String span : List.of("hour", "month", "year")) {
      changes(this::times, () -> browser.press(".choice", span));
      browser.find(".drawing .line");
    }
  }

  @Test
  void serversAreStackedAndGapsAreGaps() {
    browser.press(".choice", "by server").see(".legends", "10.8.0.14:80").find(".layer");
    assertEquals(8, browser.all(".layer").size(), "two plots of four servers");
    String path = browser.find(".layer").getAttribute("d");
    assertEquals(2, path.split("M").length - 1, "a gap makes two pieces");
  }

  @Test
  void eachEventIsAFlagWithItsWordsAndInTheList() {
    browser.js("document.querySelector('.flag.bad').focus()");
    browser
        .see("#tip", "server down: real server 10.8.0.11:80")
        .see("#tip", "503 for /, wanted 200");
    browser.press("summary", "events in this span").see(".graph-more", "503 for /, wanted 200");
  }

  @Test
  void theValuesAreThereAsATable() {
    browser.press("summary", "Values as a table").see(".values", "Time");
    assertTrue(browser.all(".values:first-of-type tbody tr").size() > 20);
    browser.see(".values", "/s");
  }

  @Test
  void thePictureForWikisIsThere() {
    String page = browser.driver.getWindowHandle();
    browser.press(".choice", "PNG");
    Await.until(Browser.SOON, "a tab", () -> browser.driver.getWindowHandles().size() == 2);
    browser.driver.getWindowHandles().stream()
        .filter(each -> !each.equals(page))
        .forEach(browser.driver.switchTo()::window);
    try {
      Await.until(
          Browser.SOON,
          "the picture",
          () -> browser.js("return (document.images[0]?.naturalWidth ?? 0) > 400").equals(true));
      String address = browser.driver.getCurrentUrl();
      assertTrue(address.startsWith("blob:"), "the browser itself went to " + address);
      assertTrue(
          browser.complaints().stream().allMatch(line -> line.contains("Applying inline style")),
          "only that the browser may not dress the picture");
    } finally {
      browser.driver.close();
      browser.driver.switchTo().window(page);
    }
  }

  @Test
  void everyTopicOfEverySubjectDraws() {
    for (String hash : List.of(PATH, PATH + "/10.8.0.11_80", "#/router/web", "#/director")) {
      browser.open(hash).find(".drawing .line");
      int topics = browser.all(".choices[aria-label=Topic] .choice").size();
      for (int i = 0; i < topics; i++) {
        browser.all(".choices[aria-label=Topic] .choice").get(i).click();
        Await.until(
            Browser.SOON,
            hash + " topic " + i,
            () ->
                !browser.all(".drawing .line").isEmpty()
                    && !browser.all(".legends tbody tr").isEmpty());
        assertEquals("", browser.text(".graph-state"));
      }
    }
  }
}
