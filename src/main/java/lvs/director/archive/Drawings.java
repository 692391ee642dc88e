package lvs.director.archive;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Archives.Drawing;
import lvs.director.port.EventHistory;
import lvs.director.port.Refusal;

/**
 * Draws pictures of archives, one at a time: a picture takes a processor for a while, and the
 * director has better things to do with all of them.
 */
final class Drawings {
  private static final long PATIENCE_SECONDS = 20;
  private static final int MOST_MARKED_EVENTS = 10_000;

  private final ArchiveFolder folder;
  private final EventHistory events;
  private final LongSupplier epochSeconds;
  private final Semaphore easel = new Semaphore(1, true);

  Drawings(ArchiveFolder folder, EventHistory events, LongSupplier epochSeconds) {
    this.folder = folder;
    this.events = events;
    this.epochSeconds = epochSeconds;
  }

  byte[] draw(Drawing drawing) throws Refusal {
    within("width", drawing.widthPixels(), 100, 4000);
    within("height", drawing.heightPixels(), 50, 2000);
    Archive archive =
        folder
            .archive(drawing.id())
            .orElseThrow(
                () ->
                    new Refusal(
                        "there is no archive \"" + drawing.id() + "\"; 'archive list' names them"));
    Topic topic = topic(archive, drawing.topic());
    take();
    try {
      return paint(drawing, archive, topic);
    } finally {
      easel.release();
    }
  }

  private static void within(String what, int pixels, int least, int most) throws Refusal {
    if (pixels < least || pixels > most) {
      throw new Refusal(
          "the " + what + " of " + pixels + " pixels is outside " + least + " to " + most);
    }
  }

  private static Topic topic(Archive archive, String name) throws Refusal {
    List<Topic> topics = Topic.of(archive.subject());
    if (name.isEmpty()) {
      return topics.getFirst();
    }
    for (Topic topic : topics) {
      if (topic.name().equalsIgnoreCase(name)) {
        return topic;
      }
    }
    throw new Refusal(
        "a "
            + archive.subject().name().toLowerCase(Locale.ROOT)
            + " has no topic '"
            + name
            + "'; it has "
            + topics.stream().map(Topic::name).collect(Collectors.joining(", ")));
  }

  private void take() throws Refusal {
    try {
      if (easel.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw new Refusal("too many pictures are wanted at once; try again");
  }

  private byte[] paint(Drawing drawing, Archive archive, Topic topic) throws Refusal {
    Colours colours = colours(drawing.dark());
    Marks marks =
        Marks.of(
            events.between(
                drawing.fromEpochSeconds() * 1000,
                drawing.toEpochSeconds() * 1000,
                MOST_MARKED_EVENTS),
            archive,
            drawing.fromEpochSeconds(),
            drawing.toEpochSeconds(),
            drawing.widthPixels());
    ZoneId zone = ZoneId.systemDefault();
    String title =
        SubjectWords.of(archive)
            + ", "
            + topic.title()
            + ", "
            + SpanWords.of(
                drawing.fromEpochSeconds(),
                drawing.toEpochSeconds(),
                epochSeconds.getAsLong(),
                zone);
    Picture picture =
        new Composition(folder, drawing, archive, colours).picture(title, topic, marks);
    try {
      return new Painter(picture, colours, drawing.widthPixels(), TimeZone.getTimeZone(zone)).png();
    } catch (IOException | LinkageError | InternalError | RuntimeException broken) {
      throw cannotDraw(broken);
    }
  }

  private static Colours colours(boolean dark) throws Refusal {
    try {
      return Colours.of(dark);
    } catch (LinkageError | InternalError broken) {
      throw cannotDraw(broken);
    }
  }

  /** Java draws with libraries and fonts of the machine, which a small server may lack. */
  private static Refusal cannotDraw(Throwable broken) {
    System.getLogger(Drawings.class.getName())
        .log(System.Logger.Level.DEBUG, "a picture failed", broken);
    return new Refusal(
        "this machine cannot draw: "
            + innermost(broken)
            + "; install the packages fontconfig and fonts-dejavu-core (apt-get install fontconfig"
            + " fonts-dejavu-core), then try again; values are there without pictures");
  }

  /** AWT fails once with its reason, and from then on because it failed. */
  private static Throwable innermost(Throwable broken) {
    Throwable cause = broken;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }
}
