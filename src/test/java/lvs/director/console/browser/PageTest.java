package lvs.director.console.browser;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * One browser and one staged director for the tests of a class. One browser at a time, since each
 * wants a processor; beside other tests, since most of its time it waits.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("chromium")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageTest {
  Scene scene;
  Stand stand;
  Browser browser;

  /** What stands on the stage. */
  Scene scene() throws IOException {
    return new Scene().atNight();
  }

  @BeforeAll
  void start() throws IOException {
    scene = scene();
    stand = Stand.of(scene);
    browser = new Browser(stand.url()).prefers("light").wide();
  }

  @AfterAll
  void end() {
    browser.close();
    stand.close();
  }

  /** What a test expects to be said it has to read itself. */
  @AfterEach
  void nothingWasSaidAndNobodyElseAsked() {
    browser.clean();
  }
}
