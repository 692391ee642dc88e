package lvs.director.linux;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lvs.director.model.TrackFile;
import lvs.director.vrrp.VrrpEvent.TrackFileRead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileWatchTest {
  @TempDir Path folder;

  private final BlockingQueue<TrackFileRead> told = new LinkedBlockingQueue<>();
  private final List<String> remarks = new ArrayList<>();
  private final FileWatch watch = new FileWatch(told::add, remarks::add);

  @AfterEach
  void end() {
    watch.close();
  }

  private static TrackFile file(String name, Path path) {
    return new TrackFile(name, path.toString(), 1, false, Optional.empty());
  }

  private void watches(Path... paths) {
    List<TrackFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(file(path.getFileName().toString(), path));
    }
    watch.watch(files);
  }

  /** The next thing told, and no other before it. */
  private TrackFileRead next() throws InterruptedException {
    TrackFileRead next = told.poll(30, TimeUnit.SECONDS);
    assertTrue(next != null, "nothing was told");
    return next;
  }

  private void expect(String name, long value) throws InterruptedException {
    assertEquals(new TrackFileRead(name, value, Optional.empty()), next());
  }

  @Test
  void theNumberIsToldAtOnceAndAfterEveryChange() throws Exception {
    Path load = Files.writeString(folder.resolve("load"), "5\n");
    watches(load);
    expect("load", 5);
    Files.writeString(load, "-0x10");
    expect("load", -16);
  }

  @Test
  void missingEmptyAndRemovedFilesCountAsZero() throws Exception {
    Path load = folder.resolve("load");
    watches(load);
    expect("load", 0);
    Files.writeString(load, "7");
    expect("load", 7);
    Files.delete(load);
    expect("load", 0);
    Files.writeString(load, "8");
    expect("load", 8);
    Files.writeString(load, "");
    expect("load", 0);
  }

  @Test
  void aFileKeepsItsNumberWhileItIsWritten() throws Exception {
    Path load = Files.writeString(folder.resolve("load"), "5");
    Path other = folder.resolve("other");
    watches(load, other);
    expect("load", 5);
    expect("other", 0);
    try (OutputStream slow = Files.newOutputStream(load)) {
      // What stands in the same directory is told meanwhile.
      Files.writeString(other, "1");
      expect("other", 1);
      slow.write("9".getBytes());
    }
    expect("load", 9);
  }

  @Test
  void aFileThatIsMovedIntoPlaceCounts() throws Exception {
    Path load = Files.writeString(folder.resolve("load"), "5");
    watches(load);
    expect("load", 5);
    Path fresh = Files.writeString(folder.resolve("load.new"), "6");
    Files.move(fresh, load, ATOMIC_MOVE);
    expect("load", 6);
    Files.move(load, folder.resolve("away"));
    expect("load", 0);
  }

  @Test
  void linksAreFollowedAtEveryStep() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.writeString(first.resolve("number"), "1");
    Files.writeString(second.resolve("number"), "2");
    Path current = Files.createSymbolicLink(folder.resolve("current"), Path.of("first"));
    Path load = Files.createSymbolicLink(folder.resolve("load"), Path.of("current/number"));
    watches(load);
    expect("load", 1);
    Files.writeString(first.resolve("number"), "11");
    expect("load", 11);
    Path fresh = Files.createSymbolicLink(folder.resolve("fresh"), Path.of("second"));
    Files.move(fresh, current, ATOMIC_MOVE);
    expect("load", 2);
    Files.writeString(second.resolve("number"), "22");
    expect("load", 22);
  }

  @Test
  void aDirectoryMayComeLaterAndBeMadeAnew() throws Exception {
    Path deep = folder.resolve("a/b");
    watches(deep.resolve("load"));
    expect("load", 0);
    Files.createDirectories(deep);
    Files.writeString(deep.resolve("load"), "3");
    expect("load", 3);
    Files.delete(deep.resolve("load"));
    expect("load", 0);
    Files.delete(deep);
    Files.createDirectory(deep);
    Files.writeString(deep.resolve("load"), "4");
    expect("load", 4);
  }

  @Test
  void aDirectoryFurtherUpMayBeMovedAway() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(deep.resolve("load"), "3");
    watches(deep.resolve("load"));
    expect("load", 3);
    Files.move(folder.resolve("a"), folder.resolve("z"));
    expect("load", 0);
    Files.move(folder.resolve("z"), folder.resolve("a"));
    expect("load", 3);
  }

  @Test
  void badContentIsRemarkedOn() throws Exception {
    Path load = Files.writeString(folder.resolve("load"), "12 monkeys");
    watches(load);
    assertEquals(
        new TrackFileRead(
            "load", 12, Optional.of(load + " holds more than one number or none; it counts as 12")),
        next());
    Files.writeString(load, "99999999999");
    TrackFileRead tooLarge = next();
    assertEquals(12, tooLarge.value(), "the number before goes on");
    assertTrue(tooLarge.remark().orElseThrow().endsWith("which is ignored"));
    Files.delete(load);
    expect("load", 0);
    Files.createDirectory(load);
    assertTrue(next().remark().orElseThrow().contains("no ordinary file"));
  }

  @Test
  void aReloadTellsOnlyWhatIsNew() throws Exception {
    Path one = Files.writeString(folder.resolve("one"), "1");
    Path two = Files.writeString(folder.resolve("two"), "2");
    watches(one);
    expect("one", 1);
    watches(one, two);
    expect("two", 2);
    Path three = Files.writeString(folder.resolve("three"), "3");
    watches(two, three);
    expect("three", 3);
    Files.writeString(one, "10");
    Files.writeString(two, "20");
    expect("two", 20);
  }

  @Test
  void filesOfTheKernelAreReadEachSecond() throws Exception {
    watches(Path.of("/proc/sys/kernel/random/entropy_avail"));
    TrackFileRead read = next();
    assertTrue(read.value() > 0);
    assertTrue(read.remark().orElseThrow().contains("a file system (proc)"), read::toString);
  }
}
