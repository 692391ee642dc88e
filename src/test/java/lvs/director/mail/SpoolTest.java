package lvs.director.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lvs.director.alert.Draft.Urgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits on disk. */
class SpoolTest {
  @TempDir Path folder;
  private final RecordingLog log = new RecordingLog();

  private Spool spool() {
    return new Spool(new SpoolFolder(folder.resolve("mail")), log);
  }

  static Letter letter(String key, Urgency urgency) {
    return letter(key, urgency, 0, "Subject: " + key + "\r\n\r\nbody\r\n");
  }

  private static Letter letter(String key, Urgency urgency, int tellsLost, String message) {
    return new Letter(
        key,
        urgency,
        Drafts.NOON,
        tellsLost,
        List.of("ops@example.org", "boss@example.org"),
        message.getBytes(StandardCharsets.US_ASCII));
  }

  private static List<String> keys(Spool spool) throws IOException {
    List<String> keys = new ArrayList<>();
    Optional<Waiting> place = spool.next(0);
    while (place.isPresent()) {
      spool.letter(place.get()).map(Letter::key).ifPresent(keys::add);
      place = spool.next(place.get().number());
    }
    return keys;
  }

  @Test
  void lettersOutliveTheirProcessInTheirOrder() throws IOException {
    Spool before = spool();
    before.add(letter("a", Urgency.PROBLEM));
    before.add(letter("b", Urgency.NOTE));

    Spool after = spool();
    after.add(letter("c", Urgency.RECOVERY));

    assertEquals(List.of("a", "b", "c"), keys(after));
    Letter read = after.letter(after.next(0).orElseThrow()).orElseThrow();
    assertEquals(List.of("ops@example.org", "boss@example.org"), read.recipients());
    assertArrayEquals(letter("a", Urgency.PROBLEM).message(), read.message());
    assertEquals(3, after.state().count());
    assertEquals(Drafts.NOON, after.state().oldestEpochMillis());
  }

  @Test
  void whoHasGotItIsNotSentItAgain() throws IOException {
    Spool before = spool();
    before.add(letter("a", Urgency.PROBLEM));
    Waiting place = before.next(0).orElseThrow();
    before.keepFor(place, before.letter(place).orElseThrow().to(List.of("boss@example.org")));

    Spool after = spool();
    assertEquals(
        List.of("boss@example.org"),
        after.letter(after.next(0).orElseThrow()).orElseThrow().recipients());
    after.remove(after.next(0).orElseThrow().number());
    assertEquals(List.of(), keys(spool()));
  }

  @Test
  void aFullSpoolDropsTheOldestThatIsNoProblemFirst() throws IOException {
    Spool spool = spool();
    spool.limit(3);
    spool.add(letter("p1", Urgency.PROBLEM));
    spool.add(letter("n1", Urgency.NOTE));
    spool.add(letter("r1", Urgency.RECOVERY));
    spool.add(letter("p2", Urgency.PROBLEM));
    assertEquals(List.of("p1", "r1", "p2"), keys(spool));
    spool.add(letter("p3", Urgency.PROBLEM));
    spool.add(letter("n2", Urgency.NOTE));
    assertEquals(List.of("p1", "p2", "p3"), keys(spool));
    spool.next(0);
    spool.add(letter("p4", Urgency.PROBLEM));
    assertEquals(4, spool.state().dropped());
    assertEquals(4, spool.lost());
    assertEquals(3, files().size());
    assertEquals(4, spool().lost());
  }

  @Test
  void theLetterThatIsBeingSentIsNotDropped() throws IOException {
    Spool spool = spool();
    spool.limit(2);
    spool.add(letter("n1", Urgency.NOTE));
    spool.add(letter("n2", Urgency.NOTE));
    spool.letter(spool.next(0).orElseThrow());
    spool.add(letter("n3", Urgency.NOTE));
    assertEquals(List.of("n1", "n3"), keys(spool));
  }

  @Test
  void whatWasDroppedIsToldEvenWhenTheTellerIsDroppedToo() {
    Spool spool = spool();
    spool.limit(1);
    spool.add(letter("n1", Urgency.NOTE));
    spool.add(letter("n2", Urgency.NOTE));
    assertEquals(1, spool.lost());
    spool.add(letter("n3", Urgency.NOTE, spool.lost(), "x"));
    assertEquals(1, spool.lost());
    spool.add(letter("n4", Urgency.NOTE, 0, "x"));
    assertEquals(3, spool.lost());
    assertEquals(3, spool.state().dropped());
  }

  @Test
  void brokenFilesAreSetAsideAndTold() throws IOException {
    Spool before = spool();
    before.add(letter("a", Urgency.PROBLEM));
    before.add(letter("b", Urgency.PROBLEM));
    before.add(letter("c", Urgency.PROBLEM));
    byte[] whole = Files.readAllBytes(files().get(0));
    Files.write(files().get(0), java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(folder.resolve("mail/spool/0000000000000009.mail.new"), "half");

    Spool after = spool();

    assertEquals(List.of("b", "c"), keys(after));
    Files.writeString(files().get(1), "broken while we run");
    assertEquals(List.of("c"), keys(after));
    assertEquals(1, after.state().count());
    assertEquals(
        2, log.lines.stream().filter(l -> l.contains("set aside")).count(), log.lines::toString);
    assertTrue(Files.exists(folder.resolve("mail/spool/0000000000000001.mail.broken")));
    assertTrue(Files.notExists(folder.resolve("mail/spool/0000000000000009.mail.new")));
  }

  @Test
  void aDiskThatTakesNothingLeavesTheLettersInMemoryAndIsToldOnce() throws IOException {
    Files.writeString(folder.resolve("mail"), "a file where the folder should be");
    Spool spool = spool();
    for (int i = 0; i < 120; i++) {
      spool.add(letter("n" + i, Urgency.NOTE));
    }
    assertEquals(100, spool.state().count());
    assertEquals(20, spool.state().dropped());
    assertTrue(spool.state().trouble().contains("cannot be"), spool.state()::toString);
    assertTrue(log.lines.size() <= 2, log.lines::toString);

    Files.delete(folder.resolve("mail"));
    spool.recover();

    assertEquals("", spool.state().trouble());
    assertEquals(100, files().size());
    assertEquals(100, keys(spool()).size());
    assertEquals(keys(spool), keys(spool()));
  }

  @Test
  void whatIsDoneIsGoneThoughTheDiskDidNotTakeItsLastForm() throws IOException {
    Spool before = spool();
    before.add(letter("a", Urgency.PROBLEM));
    Waiting place = before.next(0).orElseThrow();
    Letter letter = before.letter(place).orElseThrow();
    Path full = Files.createDirectories(folder.resolve("mail/spool/0000000000000001.mail.new/x"));
    before.keepFor(place, letter.to(List.of("boss@example.org")));
    assertTrue(before.state().trouble().contains("cannot be written"), before.state()::toString);
    before.remove(place.number());

    Files.delete(full);
    Files.delete(full.getParent());
    assertEquals(List.of(), keys(spool()));
  }

  @Test
  void aFolderThatCannotBeReadIsReadLaterAndNothingInItIsOverwritten() throws IOException {
    Spool before = spool();
    before.add(letter("a", Urgency.PROBLEM));
    before.add(letter("b", Urgency.PROBLEM));
    Path real = Files.move(folder.resolve("mail/spool"), folder.resolve("hidden"));
    Path wrong = Files.createFile(folder.resolve("mail/spool"));

    Spool after = spool();
    after.add(letter("c", Urgency.PROBLEM));
    Files.delete(wrong);
    Files.move(real, folder.resolve("mail/spool"));
    after.add(letter("d", Urgency.PROBLEM));
    assertEquals(List.of("c", "d"), keys(after));
    after.remove(after.next(0).orElseThrow().number());
    assertTrue(after.mayHoldLetters());
    after.recover();

    assertEquals(List.of("a", "b", "d"), keys(after));
    assertEquals(List.of("a", "b", "d"), keys(spool()));
  }

  @Test
  void aCountThatCannotBeReadHidesNoLetters() throws IOException {
    spool().add(letter("a", Urgency.PROBLEM));
    Files.createDirectory(folder.resolve("mail/lost"));
    Spool after = spool();
    after.add(letter("b", Urgency.PROBLEM));
    assertEquals(List.of("a", "b"), keys(after));
  }

  @Test
  void aLetterThatCannotBeReadKeepsItsPlace() throws IOException {
    Spool before = spool();
    before.add(letter("a", Urgency.PROBLEM));
    before.add(letter("b", Urgency.PROBLEM));
    Path file = files().get(0);
    Path real = Files.move(file, folder.resolve("hidden"));
    Files.createDirectory(file);

    Spool after = spool();
    for (Spool each : List.of(before, after)) {
      Waiting first = each.next(0).orElseThrow();
      assertThrows(IOException.class, () -> each.letter(first));
      assertEquals(2, each.state().count());
      assertEquals(Drafts.NOON, each.state().oldestEpochMillis());
    }

    Files.delete(file);
    Files.move(real, file);
    assertEquals(List.of("a", "b"), keys(before));
    assertEquals(List.of("a", "b"), keys(after));
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder.resolve("mail/spool"))) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
