package lvs.director.mail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import lvs.director.alert.Draft.Urgency;

/**
 * Letters that wait, on disk and in their order. A full spool drops the oldest that is no problem,
 * then the oldest. While the disk takes nothing, or cannot be read, some letters wait in memory.
 * Any thread may call.
 */
final class Spool {
  private static final long MOST_BYTES = 128L << 20;
  private static final int MOST_UNSAVED = 100;
  private static final long MOST_UNSAVED_BYTES = 16L << 20;

  private final SpoolFolder folder;
  private final MailLog log;
  private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
  private boolean opened;
  private boolean read;
  private long lastNumber;
  private long bytes;
  private long sending;
  private int lost;
  private int lostOnDisk;
  private long dropped;
  private int limit = Integer.MAX_VALUE;
  private String trouble = "";

  /** How many wait and since when, 0 when that is not known. */
  record State(int count, long oldestEpochMillis, long dropped, String trouble) {}

  Spool(SpoolFolder folder, MailLog log) {
    this.folder = folder;
    this.log = log;
  }

  /** Reads what an earlier run left; everything else calls it first. */
  synchronized void open() {
    if (!opened) {
      opened = true;
      readLost();
      readPlaces();
    }
  }

  private void readLost() {
    try {
      lost = folder.lost();
      lostOnDisk = lost;
    } catch (IOException unreadable) {
      trouble("how many mails the spool " + folder + " dropped cannot be read", unreadable);
    }
  }

  /** Until that succeeds no file is touched: a letter from before may have any number. */
  private void readPlaces() {
    List<Long> numbers;
    try {
      numbers = folder.numbers();
    } catch (IOException unreadable) {
      trouble("the mail spool " + folder + " cannot be read, mails wait in memory", unreadable);
      return;
    }
    read = true;
    List<Waiting> fresh = List.copyOf(waiting.values());
    fresh.forEach(each -> forget(each.number()));
    for (long number : numbers) {
      lastNumber = number;
      readPlace(number);
    }
    if (!waiting.isEmpty()) {
      log.info("mails that wait from before: " + waiting.size());
    }
    fresh.forEach(each -> put(each.at(++lastNumber)));
    dropDown();
  }

  /** What cannot be read now may be readable when it is to be sent; if not, that is told then. */
  private void readPlace(long number) {
    try {
      byte[] file = folder.read(number);
      Optional<Letter> letter = LetterFile.decode(file);
      if (letter.isPresent()) {
        put(Waiting.of(number, letter.get(), file.length, true));
      } else {
        setAside(number);
      }
    } catch (IOException unreadable) {
      put(new Waiting(number, Urgency.PROBLEM, 0, 0, 0, Optional.empty()));
    }
  }

  private void setAside(long number) throws IOException {
    log.warning("a mail in the spool is broken and was set aside as " + folder.setAside(number));
  }

  /**
   * @param most letters that wait
   */
  synchronized void limit(int most) {
    limit = most;
    if (opened) {
      dropDown();
    }
  }

  /** Dropped letters that no letter has told of yet. */
  synchronized int lost() {
    open();
    return lost;
  }

  synchronized void add(Letter letter) {
    open();
    byte[] file = LetterFile.encode(letter);
    lost = Math.max(0, lost - letter.tellsLost());
    Waiting place = Waiting.of(++lastNumber, letter, file.length, true);
    put(place);
    dropDown();
    if (waiting.containsKey(place.number()) && !save(place.number(), file)) {
      replace(Waiting.of(place.number(), letter, file.length, false));
      dropUnsaved();
    }
    keepLost();
  }

  private boolean save(long number, byte[] file) {
    if (!read) {
      return false;
    }
    try {
      folder.write(number, file);
      well("the mail spool can be written again");
      return true;
    } catch (IOException failed) {
      trouble("the mail spool " + folder + " cannot be written, mails wait in memory", failed);
      return false;
    }
  }

  private void well(String words) {
    if (!trouble.isEmpty()) {
      log.info(words);
      trouble = "";
    }
  }

  /** Told when it begins, not at each mail. */
  private void trouble(String what, IOException failed) {
    String words = what + ": " + DiskWords.of(failed);
    if (trouble.isEmpty()) {
      log.warning(words);
    }
    trouble = words;
  }

  /** Tries once more what the disk has not given or taken; not while a letter is being sent. */
  synchronized void recover() {
    if (!read) {
      readPlaces();
      if (!read) {
        return;
      }
      well("the mail spool can be read again");
    }
    for (Waiting place : List.copyOf(waiting.values())) {
      if (place.unsaved().isPresent()) {
        Letter letter = place.unsaved().get();
        if (!save(place.number(), LetterFile.encode(letter))) {
          return;
        }
        replace(Waiting.of(place.number(), letter, place.bytes(), true));
      }
    }
  }

  private void dropUnsaved() {
    List<Waiting> unsaved = new ArrayList<>();
    waiting.values().stream().filter(each -> each.unsaved().isPresent()).forEach(unsaved::add);
    long size = unsaved.stream().mapToLong(Waiting::bytes).sum();
    while (unsaved.size() > MOST_UNSAVED || (size > MOST_UNSAVED_BYTES && unsaved.size() > 1)) {
      Waiting victim = victim(unsaved);
      unsaved.remove(victim);
      size -= victim.bytes();
      drop(victim);
    }
  }

  private void dropDown() {
    while (waiting.size() > limit || (bytes > MOST_BYTES && waiting.size() > 1)) {
      drop(victim(waiting.values()));
    }
  }

  /** Not the one that a relay may be taking just now, if there is another one. */
  private Waiting victim(Collection<Waiting> all) {
    List<Waiting> free = all.stream().filter(each -> each.number() != sending).toList();
    return free.stream()
        .filter(each -> !each.problem())
        .findFirst()
        .orElseGet(() -> free.isEmpty() ? all.iterator().next() : free.getFirst());
  }

  private void drop(Waiting victim) {
    lost += 1 + victim.tellsLost();
    dropped++;
    remove(victim.number());
    keepLost();
  }

  synchronized boolean isRead() {
    return read;
  }

  /** Letters wait, or may wait where they cannot be read. */
  synchronized boolean mayHoldLetters() {
    open();
    return !read || !waiting.isEmpty();
  }

  synchronized boolean holds(long number) {
    return waiting.containsKey(number);
  }

  /** Gives a letter up that relays defer for ever. */
  synchronized void giveUp(long number) {
    Optional.ofNullable(waiting.get(number)).ifPresent(this::drop);
  }

  private void keepLost() {
    if (lost == lostOnDisk) {
      return;
    }
    try {
      folder.keepLost(lost);
      lostOnDisk = lost;
    } catch (IOException failed) {
      trouble("the mail spool " + folder + " cannot be written, mails wait in memory", failed);
    }
  }

  /** The first one behind a number; 0 is before all. */
  synchronized Optional<Waiting> next(long number) {
    open();
    return Optional.ofNullable(waiting.higherEntry(number)).map(entry -> entry.getValue());
  }

  /**
   * The letter to be sent now, which is not dropped until another one is asked for. Empty when it
   * has been dropped or is broken, which is told.
   *
   * @throws IOException when it cannot be read now; it keeps its place
   */
  synchronized Optional<Letter> letter(Waiting place) throws IOException {
    sending = place.number();
    Waiting now = waiting.get(place.number());
    if (now == null || now.unsaved().isPresent()) {
      return now == null ? Optional.empty() : now.unsaved();
    }
    try {
      Optional<Letter> letter = LetterFile.decode(folder.read(place.number()));
      if (letter.isEmpty()) {
        setAside(place.number());
        forget(place.number());
      }
      return letter;
    } catch (NoSuchFileException gone) {
      forget(place.number());
      log.warning("somebody removed a mail from the spool: " + DiskWords.of(gone));
      return Optional.empty();
    }
  }

  /** Some recipients have it, the others wait. */
  synchronized void keepFor(Waiting place, Letter rest) {
    if (waiting.containsKey(place.number())) {
      byte[] file = LetterFile.encode(rest);
      boolean saved = save(place.number(), file);
      replace(Waiting.of(place.number(), rest, file.length, saved));
    }
  }

  synchronized void remove(long number) {
    if (forget(number) == null || !read) {
      return;
    }
    try {
      folder.remove(number);
    } catch (IOException failed) {
      trouble("a mail that is done cannot be removed from " + folder, failed);
    }
  }

  private void put(Waiting place) {
    waiting.put(place.number(), place);
    bytes += place.bytes();
  }

  private void replace(Waiting place) {
    forget(place.number());
    put(place);
  }

  private Waiting forget(long number) {
    Waiting gone = waiting.remove(number);
    bytes -= gone == null ? 0 : gone.bytes();
    return gone;
  }

  synchronized State state() {
    open();
    long oldest =
        waiting.values().stream()
            .mapToLong(Waiting::createdEpochMillis)
            .filter(each -> each > 0)
            .findFirst()
            .orElse(0);
    return new State(waiting.size(), oldest, dropped, trouble);
  }
}
