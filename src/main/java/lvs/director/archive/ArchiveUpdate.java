package lvs.director.archive;

import java.io.IOException;
import java.util.List;
import lvs.director.port.Archives.Subject;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.RrdException;
import org.rrd4j.core.Sample;

/** Brings samples into an archive. What the archive has already is passed over. */
final class ArchiveUpdate implements PendingSamples.Taker<IOException> {
  private final RrdBytes bytes;
  private final List<Quantity> quantities;
  private final double[] values;
  private RrdDb db;
  private Sample sample;
  private long lastEpochSeconds;

  private ArchiveUpdate(RrdBytes bytes, Subject subject) {
    this.bytes = bytes;
    this.quantities = Quantity.of(subject);
    this.values = new double[quantities.size()];
  }

  /**
   * @throws IOException when it cannot be read, or is damaged
   */
  static void apply(PendingSamples samples, RrdBytes bytes, Subject subject) throws IOException {
    ArchiveUpdate update = new ArchiveUpdate(bytes, subject);
    try {
      new RrdShape(bytes).check(update.values.length);
      samples.forEach(update);
      update.close();
    } catch (RrdException | RuntimeException damaged) {
      throw new DamagedArchive("it is damaged: " + damaged, damaged);
    }
  }

  @Override
  public void take(long epochSeconds, long seconds, long[] numbers) throws IOException {
    if (seconds == 0) {
      close();
      new RrdShape(bytes).rewind(epochSeconds);
      return;
    }
    if (db == null) {
      open();
    }
    if (epochSeconds > lastEpochSeconds) {
      for (int i = 0; i < values.length; i++) {
        values[i] = value(quantities.get(i), numbers[i], seconds);
      }
      sample.setTime(epochSeconds).setValues(values).update();
      lastEpochSeconds = epochSeconds;
    }
  }

  static double value(Quantity quantity, long number, long seconds) {
    if (number == PendingSamples.UNKNOWN) {
      return Double.NaN;
    }
    return quantity.unit() * number / (quantity.isCounted() ? seconds : 1);
  }

  private void open() throws IOException {
    db = MemoryRrd.open(bytes);
    lastEpochSeconds = db.getLastUpdateTime();
    sample = db.createSample(lastEpochSeconds);
    List<String> names = quantities.stream().map(Quantity::name).toList();
    if (!names.equals(List.of(sample.getDsNames()))) {
      throw new DamagedArchive("its data sources are not " + names);
    }
  }

  private void close() throws IOException {
    if (db != null) {
      db.close();
      db = null;
    }
  }
}
