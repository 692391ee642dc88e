package lvs.director.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lvs.director.alert.Draft.Urgency;
import org.junit.jupiter.api.Test;

/** Letters as files: what was written is read, everything else is told from it. */
class LetterFileTest {
  private static final long SEED = 11L;

  private static Letter letter(Random random) {
    byte[] message = new byte[random.nextInt(2000)];
    random.nextBytes(message);
    return new Letter(
        "key-" + random.nextInt(),
        Urgency.values()[random.nextInt(3)],
        random.nextLong(),
        random.nextInt(1000),
        random.ints(random.nextInt(4), 0, 99).mapToObj(i -> "r" + i + "@example.org").toList(),
        message);
  }

  private static void same(Letter wanted, Letter read) {
    assertEquals(wanted.key(), read.key());
    assertEquals(wanted.urgency(), read.urgency());
    assertEquals(wanted.createdEpochMillis(), read.createdEpochMillis());
    assertEquals(wanted.tellsLost(), read.tellsLost());
    assertEquals(wanted.recipients(), read.recipients());
    assertArrayEquals(wanted.message(), read.message());
  }

  @Test
  void whatWasWrittenIsRead() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      Letter letter = letter(random);
      same(letter, LetterFile.decode(LetterFile.encode(letter)).orElseThrow());
    }
  }

  @Test
  void aCutFileIsNoLetter() {
    byte[] whole = LetterFile.encode(SpoolTest.letter("a", Urgency.NOTE));
    for (int length = 0; length < whole.length; length++) {
      assertEquals(Optional.empty(), LetterFile.decode(Arrays.copyOf(whole, length)), "" + length);
    }
  }

  @Test
  void aChangedByteIsNoLetter() {
    Random random = new Random(SEED);
    byte[] whole = LetterFile.encode(letter(random));
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) (1 << random.nextInt(8));
      assertTrue(LetterFile.decode(changed).isEmpty(), "seed " + SEED + ", byte " + i);
    }
  }

  @Test
  void whatIsForeignBehindARightSumIsNoLetter() {
    for (String head :
        List.of(
            "",
            "\n",
            "key\n\n",
            "urgency: LOUD\n\n",
            "created: x\n\n",
            "tells-lost: 99999999999\n\n",
            "colour: red\n\n",
            ": \n\n",
            "key: a")) {
      byte[] rest = head.getBytes(StandardCharsets.UTF_8);
      java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
      sum.update(rest);
      String first = "lvs-director mail 1 %08x\n".formatted((int) sum.getValue());
      assertTrue(
          LetterFile.decode((first + head).getBytes(StandardCharsets.UTF_8)).isEmpty(), head);
    }
  }

  @Test
  void aKeyWithALineEndStaysInItsLine() {
    Letter wicked =
        new Letter(
            "a\nto: x@y", Urgency.NOTE, 0, 0, List.of("o@e\r\nurgency: PROBLEM"), new byte[0]);
    Letter read = LetterFile.decode(LetterFile.encode(wicked)).orElseThrow();
    assertEquals("a to: x@y", read.key());
    assertEquals(List.of("o@e  urgency: PROBLEM"), read.recipients());
    assertEquals(Urgency.NOTE, read.urgency());
  }
}
