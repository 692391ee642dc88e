package lvs.director.port;

import java.util.List;
import java.util.Optional;

/**
 * The recorded past: one round-robin archive for each virtual service, real server and virtual
 * router that ever was, and one for the director. Any thread may ask; reading may take as long as
 * the disk.
 */
public interface Archives {

  /** A director that records nothing. */
  Archives NONE = new NoArchives();

  /** What an archive is about. */
  enum Subject {
    SERVICE,
    SERVER,
    ROUTER,
    DIRECTOR
  }

  /**
   * @param id {@code service/tcp_10.0.0.1_80}, {@code server/tcp_10.0.0.1_80/10.0.0.2_80}, {@code
   *     router/VI_1} or {@code director}: the path of its file without {@code .rrd}
   * @param owner id of the virtual service or name of the virtual router; empty for the director
   * @param server id of the real server; empty for all others
   * @param live its object is in the configuration in force
   * @param lastEpochSeconds of the newest sample
   */
  record Archive(
      String id,
      Subject subject,
      String owner,
      String server,
      boolean live,
      long stepSeconds,
      long lastEpochSeconds,
      long bytes) {}

  /** How samples become a coarser value. */
  enum Consolidation {
    AVERAGE,
    MAX
  }

  /**
   * Values at equal distances; not a number where nothing was recorded.
   *
   * @param startEpochSeconds end of the first interval
   * @param names of the quantities, as {@code docs/archives.md} has them
   * @param values one row a name, one column an interval
   */
  record Series(long startEpochSeconds, long stepSeconds, List<String> names, double[][] values) {}

  /** In the order of their ids. */
  List<Archive> list();

  Optional<Archive> archive(String id);

  /**
   * @param toEpochSeconds after {@code fromEpochSeconds}
   * @param mostValues 1 to 100,000: the finest resolution that the span still has and that gives no
   *     more
   * @throws Refusal when there is no such archive, or the span is empty
   */
  Series fetch(
      String id,
      Consolidation consolidation,
      long fromEpochSeconds,
      long toEpochSeconds,
      int mostValues)
      throws Refusal;

  /**
   * A picture, with a mark for each failover and each change of a real server.
   *
   * @param topic {@code connections}, {@code traffic}, {@code packets}, {@code servers}, {@code
   *     latency} …: which quantities; empty takes the first one of the subject
   * @param widthPixels of the plot, 100 to 4000
   * @param heightPixels of the plot, 50 to 2000
   */
  record Drawing(
      String id,
      String topic,
      long fromEpochSeconds,
      long toEpochSeconds,
      int widthPixels,
      int heightPixels,
      boolean dark) {}

  /**
   * @return PNG
   * @throws Refusal when there is no such archive or topic, or this machine cannot draw
   */
  byte[] draw(Drawing drawing) throws Refusal;

  /** Topics of a subject, the most important one first. */
  List<String> topics(Subject subject);

  /**
   * @return the archive in the XML form of {@code rrdtool dump}
   */
  String exportXml(String id) throws Refusal;

  /**
   * Takes the past of another archive, such as one of lvs-rrd, into one of ours; what ours knows
   * already stays.
   *
   * @param xml of {@code rrdtool dump}
   * @return one line that says what was taken and what not
   * @throws Refusal when the text is no archive, or nothing in it fits
   */
  String importXml(String id, String xml) throws Refusal;

  Health health();

  /**
   * How recording fares.
   *
   * @param recording false where it is switched off or the folder cannot be used
   * @param folder where the files are
   * @param archives files that are kept
   * @param live of them those that still grow
   * @param bytes on disk
   * @param limitBytes that they may take
   * @param samples taken since the start, one for each archive and step
   * @param lastSampleEpochMillis when the newest one was taken; 0 for none
   * @param lastSyncEpochMillis when everything up to then was safe from a power cut; 0 for never
   * @param lagSeconds age of the oldest sample that is not safe
   * @param errors since the start
   * @param setAside broken files that were renamed since the start
   * @param lastError in words, with the remedy; empty when the last try was good
   */
  record Health(
      boolean recording,
      String folder,
      int archives,
      int live,
      long bytes,
      long limitBytes,
      long samples,
      long lastSampleEpochMillis,
      long lastSyncEpochMillis,
      double lagSeconds,
      long errors,
      long setAside,
      String lastError) {
    public static final Health NONE = new Health(false, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "");
  }
}
