package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of docs/sysctls.md to the settings that the director shows; {@code mvn test
 * -Dtest=SysctlTableTest -Dsysctls.write=true} writes it anew.
 */
class SysctlTableTest {
  private static final Path FILE = Path.of("docs/sysctls.md");
  private static final String TITLE = "| setting | usually | what it does |\n|---|---|---|\n";

  @Test
  void theDocumentHasEverySetting() throws Exception {
    StringBuilder table = new StringBuilder(TITLE);
    for (IpvsSysctl each : IpvsSysctl.ALL) {
      String usual = each.usual().isEmpty() ? "" : "`" + each.usual() + "`";
      table.append("| `%s` | %s | %s |\n".formatted(each.name(), usual, each.purpose()));
    }
    String document = Files.readString(FILE);
    int begin = document.indexOf(TITLE);
    int end = document.indexOf("\n\n", begin) + 1;
    if (Boolean.getBoolean("sysctls.write")) {
      document = document.substring(0, begin) + table + document.substring(end);
      Files.writeString(FILE, document);
    }
    assertEquals(
        document.substring(begin, document.indexOf("\n\n", begin) + 1),
        table.toString(),
        FILE + " is stale: mvn test -Dtest=SysctlTableTest -Dsysctls.write=true");
  }
}
