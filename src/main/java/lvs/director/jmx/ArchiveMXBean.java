package lvs.director.jmx;

import java.util.List;

/** The recorded past: {@code lvs.director:type=Archive}, one instance. */
@Description("The recorded past: archives, their pictures, and what happened.")
public interface ArchiveMXBean {

  @Description(
      "1 while the past is recorded, 0 where it is switched off or the folder is unusable.")
  int getRecording();

  @Description("Where the archives are.")
  String getFolder();

  @Description("Number of archives.")
  int getArchives();

  @Description("Number of archives whose object is in the configuration in force.")
  int getLiveArchives();

  @Description("What all archives take on disk, bytes.")
  long getSizeBytes();

  @Description("What all archives may take on disk, bytes.")
  long getLimitBytes();

  @Description("Samples taken since start, one for each archive and step.")
  long getSamples();

  @Description("When the newest sample was taken, milliseconds since 1970-01-01 UTC; 0 is never.")
  long getLastSampleEpochMillis();

  @Description(
      "Up to when everything is safe from a power cut, milliseconds since 1970-01-01 UTC; 0 is"
          + " never.")
  long getLastSyncEpochMillis();

  @Description("Age of the oldest sample that is not safe from a power cut, seconds.")
  double getLagSeconds();

  @Description("Errors of recording since start.")
  long getErrors();

  @Description("Broken archives that were set aside since start.")
  long getSetAside();

  @Description("The last error with its remedy; empty when the last try was good.")
  String getLastError();

  @ReadOnly
  @Description("Ids of archives in their order.")
  List<String> listIds(
      @Description(
              name = "begin",
              value =
                  "Begin of the id, such as service/ or server/tcp_10.0.0.1_80/; empty for all.")
          String begin);

  @ReadOnly
  @Description("Archives in the order of their ids.")
  List<Entry> list(
      @Description(
              name = "begin",
              value =
                  "Begin of the id, such as service/ or server/tcp_10.0.0.1_80/; empty for all.")
          String begin,
      @Description(name = "limit", value = "At most so many, 1 to 100000.") int limit);

  @ReadOnly
  @Description("Topics that can be drawn of an archive, the most important one first.")
  List<String> listTopics(
      @Description(name = "id", value = "Id of the archive, such as service/tcp_10.0.0.1_80.")
          String id);

  @ReadOnly
  @Description("Values of a span in the finest resolution that it still has.")
  Values fetch(
      @Description(name = "id", value = "Id of the archive, such as service/tcp_10.0.0.1_80.")
          String id,
      @Description(name = "consolidation", value = "AVERAGE or MAX.") String consolidation,
      @Description(name = "fromEpochSeconds", value = "Begin, seconds since 1970-01-01 UTC.")
          long fromEpochSeconds,
      @Description(name = "toEpochSeconds", value = "End, after the begin.") long toEpochSeconds,
      @Description(name = "mostValues", value = "At most so many of each name, 1 to 100000.")
          int mostValues);

  @ReadOnly
  @Description("A picture as PNG in Base64.")
  String draw(
      @Description(name = "id", value = "Id of the archive, such as service/tcp_10.0.0.1_80.")
          String id,
      @Description(name = "topic", value = "One of its topics; empty takes the first.")
          String topic,
      @Description(name = "fromEpochSeconds", value = "Begin, seconds since 1970-01-01 UTC.")
          long fromEpochSeconds,
      @Description(name = "toEpochSeconds", value = "End, after the begin.") long toEpochSeconds,
      @Description(name = "widthPixels", value = "Of the plot, 100 to 4000.") int widthPixels,
      @Description(name = "heightPixels", value = "Of the plot, 50 to 2000.") int heightPixels,
      @Description(name = "dark", value = "Light lines on a dark ground.") boolean dark);

  @ReadOnly
  @Description("An archive as XML that rrdtool restore takes.")
  String exportXml(
      @Description(name = "id", value = "Id of the archive, such as service/tcp_10.0.0.1_80.")
          String id);

  @Description("Takes the past of another archive into one of ours, which keeps what it knows.")
  String importXml(
      @Description(name = "id", value = "Id of the archive, such as service/tcp_10.0.0.1_80.")
          String id,
      @Description(name = "xml", value = "What rrdtool dump printed.") String xml);

  @ReadOnly
  @Description("What happened, the newest first.")
  List<Happening> listEvents(
      @Description(
              name = "before",
              value = "Only events with a smaller number; 0 begins with the newest.")
          long before,
      @Description(
              name = "subject",
              value = "Id of a virtual service, or name of a virtual router; empty for all.")
          String subject,
      @Description(name = "limit", value = "At most so many, 1 to 10000.") int limit);

  /**
   * One archive.
   *
   * @param subject SERVICE, SERVER, ROUTER or DIRECTOR
   * @param owner id of the virtual service or name of the virtual router
   * @param server id of the real server
   * @param live 1 while its object is in the configuration in force, else 0
   * @param lastEpochSeconds of the newest sample
   */
  record Entry(
      String id,
      String subject,
      String owner,
      String server,
      int live,
      long stepSeconds,
      long lastEpochSeconds,
      long bytes) {}

  /**
   * Values at equal distances.
   *
   * @param startEpochSeconds end of the first interval
   * @param values one row a name, one column an interval; null where nothing was recorded
   */
  record Values(long startEpochSeconds, long stepSeconds, List<String> names, Double[][] values) {}

  /**
   * One event.
   *
   * @param number grows by one with each event, over restarts too
   * @param severity INFO, WARNING or ERROR
   */
  record Happening(
      long number,
      long epochMillis,
      String severity,
      String kind,
      String subject,
      String server,
      String text) {}
}
