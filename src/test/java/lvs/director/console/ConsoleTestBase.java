package lvs.director.console;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A console of its own for each test. */
abstract class ConsoleTestBase {
  @TempDir Path folder;
  StagedConsole console;

  @BeforeEach
  final void open() throws Exception {
    console = StagedConsole.open(folder);
  }

  @AfterEach
  final void close() {
    console.close();
  }
}
