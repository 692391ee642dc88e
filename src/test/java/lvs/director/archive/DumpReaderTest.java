package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import lvs.director.port.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpReaderTest {
  /** As rrdtool 1.7 prints it: step 60, a gauge and a counter, two archives. */
  static final String DUMP =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <!DOCTYPE rrd SYSTEM "https://oss.oetiker.ch/rrdtool/rrdtool.dtd">
      <!-- Round Robin Database Dump -->
      <rrd>
      	<version>0003</version>
      	<step>60</step> <!-- Seconds -->
      	<lastupdate>1700000180</lastupdate> <!-- 2023-11-14 22:16:20 UTC -->

      	<ds>
      		<name> active </name>
      		<type> GAUGE </type>
      		<minimal_heartbeat>120</minimal_heartbeat>
      		<min>0.0000000000e+00</min>
      		<max>NaN</max>

      		<!-- PDP Status -->
      		<last_ds>U</last_ds>
      		<value>NaN</value>
      		<unknown_sec> 20 </unknown_sec>
      	</ds>

      	<ds>
      		<name> c </name>
      		<type> COUNTER </type>
      		<minimal_heartbeat>120</minimal_heartbeat>
      		<min>0.0000000000e+00</min>
      		<max>NaN</max>

      		<!-- PDP Status -->
      		<last_ds>2000</last_ds>
      		<value>3.0000000000e+02</value>
      		<unknown_sec> 0 </unknown_sec>
      	</ds>

      	<!-- Round Robin Archives -->
      	<rra>
      		<cf>AVERAGE</cf>
      		<pdp_per_row>1</pdp_per_row> <!-- 60 seconds -->

      		<params>
      		<xff>5.0000000000e-01</xff>
      		</params>
      		<cdp_prep>
      			<ds>
      			<primary_value>7.2500000000e+00</primary_value>
      			<secondary_value>0.0000000000e+00</secondary_value>
      			<value>NaN</value>
      			<unknown_datapoints>0</unknown_datapoints>
      			</ds>
      		</cdp_prep>
      		<database>
      			<!-- 2023-11-14 22:14:00 UTC / 1700000040 --> <row><v>5.0000000000e+00</v><v>NaN</v></row>
      			<!-- 2023-11-14 22:15:00 UTC / 1700000100 --> <row><v>6.5000000000e+00</v><v>1.6e+01</v></row>
      			<!-- 2023-11-14 22:16:00 UTC / 1700000160 --> <row><v>7.2500000000e+00</v><v>-nan</v></row>
      		</database>
      	</rra>
      	<rra>
      		<cf>MAX</cf>
      		<pdp_per_row>3</pdp_per_row> <!-- 180 seconds -->
      		<params><xff>5.0000000000e-01</xff></params>
      		<cdp_prep/>
      		<database>
      			<row><v>6.5000000000e+00</v><v>NaN</v></row>
      		</database>
      	</rra>
      </rrd>
      """;

  @TempDir Path folder;

  @Test
  void aDumpOfRrdtoolIsReadWithItsTimes() throws Exception {
    Dump dump = DumpReader.read(DUMP);
    assertEquals(60, dump.stepSeconds());
    assertEquals(List.of("active", "c"), dump.sources());
    Dump.Rows fine = dump.rows().getFirst();
    assertEquals("AVERAGE", fine.consolidation());
    assertEquals(1_700_000_040, fine.firstEnd());
    assertEquals(1_700_000_160, fine.end());
    assertArrayEquals(new double[] {5, 6.5, 7.25}, fine.values()[0]);
    assertArrayEquals(new double[] {Double.NaN, 16, Double.NaN}, fine.values()[1]);
    assertEquals(1_700_000_100, dump.rows().getLast().end());
  }

  @Test
  void aDumpOfTheFirstVersionHasNoParametersAndIsReadToo() throws Exception {
    String first =
        """
        <!-- Round Robin Database Dump --><rrd> <version> 0001 </version>
        <step> 300 </step> <!-- Seconds --> <lastupdate> 900000600 </lastupdate>
        <ds> <name> a </name> <type> DERIVE </type> <min> 0.0 </min> <max> NaN </max>
        <last_ds> UNKN </last_ds> <value> 0.0000000000e+00 </value> </ds>
        <rra> <cf> AVERAGE </cf> <pdp_per_row> 1 </pdp_per_row> <xff> 5.0e-01 </xff>
        <cdp_prep> <ds><value> NaN </value> <unknown_datapoints> 0 </unknown_datapoints></ds>
        </cdp_prep>
        <database> <!-- x / 900000300 --> <row><v> NaN </v></row>
        <!-- y / 900000600 --> <row><v> 1.5 </v></row> </database> </rra> </rrd>
        """;
    Dump dump = DumpReader.read(first);
    assertEquals(900_000_300, dump.rows().getFirst().firstEnd());
    assertArrayEquals(new double[] {Double.NaN, 1.5}, dump.rows().getFirst().values()[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "0003 | 0099 | version '0099'",
        "<step>60 | <step>sixty | line 6 of the dump: 'sixty'",
        "<step>60 | <step>-60 | '-60' is no number",
        "<step>60 | <step>0 | no whole dump",
        "<pdp_per_row>3 | <pdp_per_row>0 | no whole dump",
        "<pdp_per_row>3 | <pdp_per_row>999999999999 | no whole dump",
        "<row><v>6.5000000000e+00</v><v>NaN</v></row> | <row><v>6</v></row> | fewer values",
        "<v>NaN</v></row>\\n | <v>NaN</v><v>1</v></row> | more values",
        "7.2500000000e+00</v> | 7,25</v> | '7,25' is no value",
        "</rrd> | </rrx> | no XML",
        "<rrd> | <svg> | not <rrd>",
      })
  void whatIsWrongIsSaidWithItsPlace(String from, String to, String words) {
    String broken = DUMP.replace(from.replace("\\n", ""), to);
    Refusal refusal = assertThrows(Refusal.class, () -> DumpReader.read(broken));
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    assertEquals(1, refusal.getMessage().lines().count());
  }

  @Test
  void entitiesAreNeitherExpandedNorFetched() throws Exception {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "60");
    String external =
        DUMP.replace(
                "<!DOCTYPE rrd SYSTEM \"https://oss.oetiker.ch/rrdtool/rrdtool.dtd\">",
                "<!DOCTYPE rrd [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]>")
            .replace("<step>60", "<step>&s;");
    assertThrows(Refusal.class, () -> DumpReader.read(external));
    StringBuilder bomb = new StringBuilder("<!DOCTYPE rrd [<!ENTITY e0 \"1\">");
    for (int i = 1; i < 40; i++) {
      bomb.append("<!ENTITY e%d \"&e%d;&e%d;&e%d;\">".formatted(i, i - 1, i - 1, i - 1));
    }
    bomb.append("]><rrd><version>&e39;</version></rrd>");
    assertThrows(Refusal.class, () -> DumpReader.read(bomb.toString()));
  }

  @Test
  void whatIsTooLargeIsRefused() {
    String deep = "<rrd>" + "<a>".repeat(200_000);
    assertThrows(Refusal.class, () -> DumpReader.read(deep));
    String wide = "<rrd>" + "<ds><name>x</name></ds>".repeat(200);
    assertTrue(
        assertThrows(Refusal.class, () -> DumpReader.read(wide)).getMessage().contains("100"));
    String long_ = DUMP.replace("<row><v>6.5000000000e+00", "<row/>".repeat(100) + "<row><v>1");
    assertThrows(Refusal.class, () -> DumpReader.read(long_));
  }

  @Test
  void aBinaryFileIsAnsweredWithTheCommandThatHelps() {
    Refusal refusal = assertThrows(Refusal.class, () -> DumpReader.read("RRD\0000003"));
    assertTrue(refusal.getMessage().contains("rrdtool dump"), refusal.getMessage());
  }

  @Test
  void anyDamageEndsInADumpOrARefusal() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(DUMP);
      switch (random.nextInt(3)) {
        case 0 -> text.setLength(random.nextInt(text.length()));
        case 1 -> {
          for (int i = random.nextInt(8); i >= 0; i--) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x80));
          }
        }
        default -> {
          int at = random.nextInt(text.length());
          int end = Math.min(text.length(), at + random.nextInt(200));
          text.insert(random.nextInt(text.length()), text.substring(at, end));
        }
      }
      try {
        Dump dump = DumpReader.read(text.toString());
        assertTrue(dump.stepSeconds() > 0, "seed " + seed);
      } catch (Refusal refusal) {
        assertTrue(!refusal.getMessage().isBlank(), "seed " + seed);
      } catch (RuntimeException defect) {
        throw new AssertionError("seed " + seed, defect);
      }
    }
  }
}
