package lvs.director.archive;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.linux.FileSystemSync;
import lvs.director.port.Archives.Subject;
import org.rrd4j.core.ArcDef;
import org.rrd4j.core.RrdDef;

/**
 * The same samples for as many archives of real servers as wanted: into our own store, as lines for
 * {@code rrdtool -}, or as batches for rrdcached.
 */
public final class ArchiveBench {
  private static final long START = 1_700_000_100L;
  private static final long STEP = 10;

  /** A file gets so many samples at once, from us and from rrdcached. */
  private static final int FLUSH_STEPS = 30;

  private static final RecordLog LOG =
      new RecordLog() {
        @Override
        public void info(String text) {
          System.err.println(text);
        }

        @Override
        public void warning(String text) {
          System.err.println(text);
        }

        @Override
        public void error(String text) {
          System.err.println(text);
        }
      };

  private ArchiveBench() {}

  public static void main(String[] arguments) throws Exception {
    int archives = Integer.parseInt(arguments[1]);
    int steps = Integer.parseInt(arguments[2]);
    switch (arguments[0]) {
      case "ours" -> ours(archives, steps, Path.of(arguments[3]), arguments[4]);
      case "definition" -> definition();
      case "lines" -> lines(archives, steps);
      case "cached" -> cached(archives, steps, Path.of(arguments[3]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Most servers are busy, and what they did differs from step to step. */
  private static long[] numbers(int archive, int step) {
    long connections = (archive * 31L + step * 17L) % 90;
    return new long[] {
      connections,
      connections * 9,
      connections * 11,
      connections * 1_200 + archive % 700,
      connections * 9_700 + step,
      connections / 2,
      connections / 3,
      0,
      1 + archive % 5,
      1,
      300 + (archive * 7L + step * 13L) % 900
    };
  }

  private static void ours(int archives, int steps, Path folder, String device) throws Exception {
    DirtyFiles dirty = new DirtyFiles(folder, Optional.of(FileSystemSync::sync), DirtyFiles.FEW);
    ArchiveStore store =
        new ArchiveStore(
            folder,
            ArchiveStore.boot(),
            dirty,
            sync -> Thread.ofPlatform().daemon().start(sync),
            System::nanoTime,
            LOG);
    store.limit(Long.MAX_VALUE / 2);
    store.start();
    List<ArchiveFile> files = new ArrayList<>();
    for (int i = 0; i < archives; i++) {
      ArchiveFile file = store.archive(ArchiveId.server("service", "server-" + i), STEP, START);
      file.live = true;
      files.add(file);
    }
    long began = System.nanoTime();
    while (files.stream().anyMatch(file -> !file.made)) {
      store.make(200);
    }
    FileSystemSync.sync(folder);
    double making = (System.nanoTime() - began) / 1e9;
    long written = writtenBytes(device);
    long cpu = cpuNanos();
    began = System.nanoTime();
    for (int step = 1; step <= steps; step++) {
      ArchiveStore.Step sampled = store.step(START + STEP * step, true);
      for (int i = 0; i < archives; i++) {
        sampled.sample(files.get(i), START + STEP * step, STEP, numbers(i, step));
      }
      sampled.commit();
      store.write(START + STEP * step);
    }
    store.close(Long.MAX_VALUE / 2_000_000);
    FileSystemSync.sync(folder);
    double took = (System.nanoTime() - began) / 1e9;
    // wall, CPU, bytes written, seconds for making the files
    System.out.printf(
        "%.3f %.3f %d %.3f%n",
        took, (cpuNanos() - cpu) / 1e9, writtenBytes(device) - written, making);
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** By the whole disk; what a process dirties counts whole folios. */
  private static long writtenBytes(String device) throws IOException {
    return Files.readAllLines(Path.of("/proc/diskstats")).stream()
        .map(line -> line.strip().split(" +"))
        .filter(fields -> fields[2].equals(device))
        .mapToLong(fields -> Long.parseLong(fields[9]) * 512)
        .sum();
  }

  /** The same archive in rrdtool's words. */
  private static void definition() {
    RrdDef ours = Layout.definition(Subject.SERVER, STEP, START);
    StringBuilder words = new StringBuilder("--step " + STEP + " --start " + START);
    for (Quantity each : Quantity.of(Subject.SERVER)) {
      words.append(" DS:").append(each.name()).append(":GAUGE:86400:U:U");
    }
    for (ArcDef each : ours.getArcDefs()) {
      words
          .append(" RRA:")
          .append(each.getConsolFun())
          .append(':')
          .append(each.getXff())
          .append(':')
          .append(each.getSteps())
          .append(':')
          .append(each.getRows());
    }
    System.out.println(words);
  }

  private static String values(int archive, int step) {
    List<Quantity> quantities = Quantity.of(Subject.SERVER);
    long[] numbers = numbers(archive, step);
    StringBuilder values = new StringBuilder().append(START + STEP * step);
    for (int i = 0; i < numbers.length; i++) {
      double value = ArchiveUpdate.value(quantities.get(i), numbers[i], STEP);
      values.append(':').append(value);
    }
    return values.toString();
  }

  private static void lines(int archives, int steps) {
    PrintStream out =
        new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false);
    StringBuilder lines = new StringBuilder();
    for (int step = 1; step <= steps; step++) {
      for (int i = 0; i < archives; i++) {
        lines.append("update ").append(i).append(".rrd ").append(values(i, step)).append('\n');
        if (lines.length() > 60_000) {
          out.print(lines);
          lines.setLength(0);
        }
      }
    }
    out.print(lines);
    out.flush();
  }

  private static void cached(int archives, int steps, Path socket) throws Exception {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      BufferedWriter out =
          new BufferedWriter(
              new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII));
      for (int step = 1; step <= steps; step++) {
        for (int from = 0; from < archives; from += 1000) {
          batch(out, in, from, Math.min(archives, from + 1000), step);
        }
        if (step % FLUSH_STEPS == 0) {
          out.write("FLUSHALL\n");
          out.flush();
          in.readLine();
        }
      }
    }
  }

  private static void batch(BufferedWriter out, BufferedReader in, int from, int end, int step)
      throws IOException {
    out.write("BATCH\n");
    out.flush();
    in.readLine();
    for (int i = from; i < end; i++) {
      out.write("UPDATE " + i + ".rrd " + values(i, step) + "\n");
    }
    out.write(".\n");
    out.flush();
    String answer = in.readLine();
    if (!answer.startsWith("0 ")) {
      throw new IOException("rrdcached says " + answer + ": " + in.readLine());
    }
  }
}
