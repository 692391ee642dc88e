package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import lvs.director.archive.JournalSegment.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;

  private static List<String> frames(Path path) throws Exception {
    List<String> frames = new ArrayList<>();
    JournalReader.read(
        path,
        (type, what) -> frames.add(type + " " + Arrays.toString(what.bytes(what.remaining()))));
    return frames;
  }

  @Test
  void aSegmentThatWasCutAnywhereSaysWhatStandsBefore() throws Exception {
    Random random = new Random(1);
    Path whole = folder.resolve("journal-1");
    List<String> written = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    try (JournalSegment segment = new JournalSegment(whole, 1)) {
      for (int i = 0; i < 40; i++) {
        Type type = Type.values()[random.nextInt(Type.values().length)];
        byte[] what = new byte[random.nextInt(60)];
        random.nextBytes(what);
        segment.append(type, what);
        segment.commit();
        written.add(type + " " + Arrays.toString(what));
        ends.add(segment.lengthBytes());
      }
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("journal-2");
    for (int length = 0; length <= bytes.length; length++) {
      int end = length;
      int count = (int) ends.stream().filter(each -> each <= end).count();
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertEquals(written.subList(0, count), frames(cut), "cut at " + length);
      byte[] torn = Arrays.copyOf(bytes, Math.min(bytes.length, length + 200));
      for (int i = length; i < torn.length; i++) {
        torn[i] = (byte) random.nextInt();
      }
      Files.write(cut, torn);
      List<String> found = frames(cut);
      assertTrue(found.size() >= count, "torn at " + length);
      assertEquals(written.subList(0, count), found.subList(0, count), "torn at " + length);
      assertTrue(found.size() <= count + 1, "torn at " + length + " gives " + found);
    }
  }

  @Test
  void whatIsRolledBackWasNeverThere() throws Exception {
    Path path = folder.resolve("journal-1");
    try (JournalSegment segment = new JournalSegment(path, 1)) {
      segment.append(Type.BEGIN, new byte[] {1});
      segment.commit();
      segment.append(Type.REDO, new byte[300_000]);
      segment.append(Type.REDO, new byte[10]);
      segment.rollBack();
      segment.append(Type.FORGET, new byte[] {2});
      segment.keep();
    }
    assertEquals(List.of("BEGIN [1]", "FORGET [2]"), frames(path));
  }

  @Test
  void aCommitMakesTheNameSafeAlsoOfASegmentThatWasKeptBefore() throws Exception {
    Path place = folder.resolve("archive");
    RecordJournal journal = new RecordJournal(place, "boot");
    journal.open();
    journal.keep();
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(place, elsewhere);
    assertThrows(NoSuchFileException.class, journal::commit);
    Files.move(elsewhere, place);
    journal.commit();
    Files.move(place, elsewhere);
    journal.commit();
  }

  @Test
  void numbersComeOutAsTheyWentIn() {
    lvs.director.base.ByteWriter writer = new lvs.director.base.ByteWriter();
    long[] numbers =
        LongStream.concat(
                LongStream.of(0, 1, -1, 127, 128, Long.MAX_VALUE, Long.MIN_VALUE),
                new Random(2).longs(10_000))
            .toArray();
    for (long each : numbers) {
      Varints.put(writer, each);
      Varints.putSigned(writer, each);
    }
    lvs.director.base.ByteReader reader = new lvs.director.base.ByteReader(writer.toBytes());
    for (long each : numbers) {
      assertEquals(each, Varints.get(reader));
      assertEquals(each, Varints.getSigned(reader));
    }
  }
}
