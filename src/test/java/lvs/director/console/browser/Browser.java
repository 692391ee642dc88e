package lvs.director.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.lab.Await;
import lvs.director.lab.Chromium;
import lvs.director.lab.Lab;
import lvs.director.lab.Pictures;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, that remembers what its console said and whom it asked. */
final class Browser implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern REQUEST =
      Pattern.compile("\"method\":\"Network.requestWillBeSent\".*?\"url\":\"([a-z]+://[^/\"]*)");
  private static final int TALLEST = 6000;

  /** Selenium tells of each Chromium that is newer than itself. */
  private static final Logger TALK = Logger.getLogger("org.openqa.selenium.devtools");

  static {
    TALK.setLevel(Level.OFF);
  }

  final ChromeDriver driver;
  private final String base;

  /**
   * @param base address of the pages
   */
  Browser(String base) {
    this.base = base;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(Chromium.program());
    options.addArguments(Chromium.ALONE);
    options.addArguments("--user-data-dir=" + profile());
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    options.setExperimentalOption("perfLoggingPrefs", Map.of("enablePage", false));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of(Lab.program("chromedriver", "chromium-driver")).toFile())
            .usingAnyFreePort()
            .build();
    this.driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(SOON).pageLoadTimeout(SOON);
  }

  private static Path profile() {
    try {
      return Files.createTempDirectory("console-browser");
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  /** A wide screen. */
  Browser wide() {
    return screen(1440, 900, false);
  }

  Browser phone() {
    return screen(390, 844, true);
  }

  /** The smallest that is looked at. */
  Browser small() {
    return screen(360, 640, true);
  }

  private Browser screen(int width, int height, boolean mobile) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    return this;
  }

  /** What the system of the reader prefers. */
  Browser prefers(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    return this;
  }

  /** Loads the pages anew, at a view. */
  Browser open(String hash) {
    driver.get("about:blank");
    driver.get(base + hash);
    return this;
  }

  /** Follows an address within the pages. */
  Browser go(String hash) {
    js("window.location.hash = arguments[0]", hash);
    return this;
  }

  Object js(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The value of a promise: the body of an asynchronous function. */
  Object promised(String body) {
    return driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1];(async () => {"
            + body
            + "})().then(done, (failed) => done('failed: ' + failed + failed.stack));");
  }

  WebElement find(String css) {
    Await.until(SOON, () -> css + " in:\n" + text("body"), () -> !all(css).isEmpty());
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** What can be read of an element; empty when it is not there. */
  String text(String css) {
    return String.valueOf(js("return document.querySelector(arguments[0])?.innerText ?? ''", css));
  }

  Browser see(String css, String words) {
    Await.until(
        SOON, () -> "'" + words + "' in " + css + ": " + text(css), () -> reads(css, words));
    return this;
  }

  boolean reads(String css, String words) {
    return text(css).contains(words);
  }

  Browser gone(String css) {
    Await.until(SOON, () -> css + " gone", () -> all(css).isEmpty());
    return this;
  }

  /** Presses a button or a link with these words. */
  Browser press(String css, String words) {
    Await.until(
        SOON,
        () -> "a " + css + " '" + words + "' in:\n" + text("body"),
        () -> {
          for (WebElement each : all(css)) {
            if (each.isDisplayed() && each.getText().contains(words)) {
              each.click();
              return true;
            }
          }
          return false;
        });
    return this;
  }

  Browser type(String css, String words) {
    find(css).sendKeys(words);
    return this;
  }

  /** Keys to whatever has the focus. */
  Browser keys(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
    return this;
  }

  Browser shiftTab() {
    new Actions(driver).keyDown(Keys.SHIFT).sendKeys(Keys.TAB).keyUp(Keys.SHIFT).perform();
    return this;
  }

  /** Tag, id and words of what has the focus. */
  String focused() {
    return String.valueOf(
        js(
            "const e = document.activeElement; return e.tagName.toLowerCase() + (e.id ? '#' + e.id"
                + " : '') + ' ' + (e.getAttribute('aria-label') ?? e.innerText ?? '').trim()"));
  }

  /** What the browser's console said above the level of a word. */
  List<String> complaints() {
    List<String> found = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        found.add(entry.getLevel() + " " + entry.getMessage());
      }
    }
    return found;
  }

  /** Nothing was said that should not be, and nobody else was asked. */
  void clean() {
    assertEquals(List.of(), complaints(), "what the browser's console said");
    String own = base.substring(0, base.indexOf('/', "http://".length()));
    assertEquals(List.of(), asked().stream().filter(each -> !each.equals(own)).toList());
  }

  private Iterable<String> hosts() {
    TreeSet<String> hosts = new TreeSet<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      Matcher matcher = REQUEST.matcher(entry.getMessage());
      if (matcher.find() && !matcher.group(1).startsWith("chrome:")) {
        hosts.add(matcher.group(1));
      }
    }
    return hosts;
  }

  /** Hosts that the pages asked for anything. */
  List<String> asked() {
    List<String> hosts = new ArrayList<>();
    hosts().forEach(hosts::add);
    return hosts;
  }

  /** What can be seen, into {@code target/pictures}. */
  void picture(String name) {
    capture(name, false);
  }

  /** The whole page. */
  void wholePicture(String name) {
    js("window.scrollTo(0, 0)");
    capture(name, true);
  }

  private void capture(String name, boolean whole) {
    Number height = (Number) js("return document.documentElement.scrollHeight");
    Number width = (Number) js("return document.documentElement.clientWidth");
    Number seen = (Number) js("return window.innerHeight");
    int tall = whole ? Math.min(TALLEST, height.intValue()) : seen.intValue();
    Number top = whole ? 0 : (Number) js("return window.scrollY");
    Map<String, Object> clip = Map.of("x", 0, "y", top, "width", width, "height", tall, "scale", 1);
    Map<String, Object> answer =
        driver.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of("format", "png", "captureBeyondViewport", whole, "clip", clip));
    try {
      Pictures.keep(name + ".png", Base64.getDecoder().decode((String) answer.get("data")));
    } catch (IOException full) {
      throw new java.io.UncheckedIOException(full);
    }
  }

  /** How far the page is wider than the screen. */
  int overflow() {
    return ((Number)
            js(
                "return document.documentElement.scrollWidth -"
                    + " document.documentElement.clientWidth"))
        .intValue();
  }

  /** Whether an element that was found before is still the same one on the page. */
  static boolean stillThere(WebElement element) {
    try {
      return element.isEnabled();
    } catch (StaleElementReferenceException replaced) {
      return false;
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
