package lvs.director.config;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lvs.director.config.text.ConfigFiles;
import lvs.director.config.text.DiskFiles;
import lvs.director.config.text.ReadSettings;

/**
 * A configuration as it was read, with everything that the reading asked of this machine: contents
 * of files, names in directories, permissions, interfaces. What is made of the answers depends on
 * nothing else, so a later reading to which the machine would answer the same gives the same
 * result, and need not be done. A reload of 37,205 real servers that changes nothing costs little
 * more than reading the files.
 */
public final class RecordedReading {
  private static final byte[] SALT = salt();

  private final Path file;
  private final ReadSettings settings;
  private final Machine machine;
  private final Loaded loaded;
  private final List<BooleanSupplier> sameAnswers;
  private final boolean repeatable;
  private final long fingerprint;

  /** Whom a reading asks. */
  private record Machine(
      ConfigFiles files, FileFacts facts, Supplier<LocalInterfaces> interfaces) {}

  private RecordedReading(
      Path file,
      ReadSettings settings,
      Machine machine,
      Loaded loaded,
      Recorder recorder,
      boolean repeatable) {
    this.file = file;
    this.settings = settings;
    this.machine = machine;
    this.loaded = loaded;
    this.sameAnswers = List.copyOf(recorder.sameAnswers);
    this.repeatable = repeatable;
    this.fingerprint =
        new BigInteger(1, recorder.contents.digest()).shiftRight(256 - 48).longValue();
  }

  /** Reads a file of this machine and what it includes. */
  public static RecordedReading of(Path file, ReadSettings settings) {
    Machine here =
        new Machine(new DiskFiles(Path.of("")), FileFacts.SYSTEM, LocalInterfaces::system);
    return of(file, settings, here);
  }

  private static RecordedReading of(Path file, ReadSettings settings, Machine machine) {
    Recorder recorder = new Recorder();
    Dice dice = new Dice(settings.random());
    ReadSettings recorded =
        new ReadSettings(settings.configId(), settings.environment(), dice, settings.limits());
    Loaded loaded =
        ConfigurationReader.load(
            file.toString(),
            recorded,
            new RecordedFiles(machine.files(), recorder),
            new RecordedFacts(machine.facts(), recorder),
            recorder.interfaces(machine.interfaces()));
    boolean repeatable = !dice.thrown && !recorder.failed;
    return new RecordedReading(file, settings, machine, loaded, recorder, repeatable);
  }

  public Loaded loaded() {
    return loaded;
  }

  /**
   * Equal where the same files were read with the same contents, within one run of the process:
   * chance has a part in it, since files hold passwords that nobody shall guess from a number that
   * everybody may read. 48 bits, which a double holds exactly.
   */
  public long fingerprint() {
    return fingerprint;
  }

  /** This reading, where the machine gives the same answers as then; otherwise a new one. */
  public RecordedReading again() {
    boolean same = repeatable && sameAnswers.stream().allMatch(BooleanSupplier::getAsBoolean);
    return same ? this : of(file, settings, machine);
  }

  /** Collects, for each question, how to find out whether the answer is still the same. */
  private static final class Recorder {
    private final List<BooleanSupplier> sameAnswers = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();
    private final MessageDigest contents = sha256();

    Recorder() {
      contents.update(SALT);
    }

    private boolean failed;

    /** Asks once; a question that was asked before is not kept twice. */
    <T> T ask(String question, Supplier<T> answer) {
      T first = answer.get();
      if (asked.add(question)) {
        sameAnswers.add(() -> answer.get().equals(first));
      }
      return first;
    }

    LocalInterfaces interfaces(Supplier<LocalInterfaces> machine) {
      LocalInterfaces now = machine.get();
      sameAnswers.add(() -> machine.get().all().equals(now.all()));
      return now;
    }
  }

  private record RecordedFiles(ConfigFiles files, Recorder recorder) implements ConfigFiles {
    @Override
    public Kind kind(String path) {
      return recorder.ask("kind " + path, () -> files.kind(path));
    }

    @Override
    public List<String> names(String directory) {
      List<String> names = files.names(directory);
      Set<String> inNoOrder = Set.copyOf(names);
      recorder.sameAnswers.add(() -> Set.copyOf(files.names(directory)).equals(inNoOrder));
      return names;
    }

    @Override
    public byte[] read(String path, int limitBytes) throws IOException {
      byte[] content = readOrFail(path, limitBytes);
      byte[] digest = digest(content);
      recorder.contents.update(digest);
      recorder.sameAnswers.add(() -> isStill(path, limitBytes, digest));
      return content;
    }

    private byte[] readOrFail(String path, int limitBytes) throws IOException {
      try {
        return files.read(path, limitBytes);
      } catch (IOException unreadable) {
        recorder.failed = true;
        throw unreadable;
      }
    }

    private boolean isStill(String path, int limitBytes, byte[] digest) {
      try {
        return Arrays.equals(digest(files.read(path, limitBytes)), digest);
      } catch (IOException unreadable) {
        return false;
      }
    }

    @Override
    public String absolute(String path) {
      return files.absolute(path);
    }
  }

  private record RecordedFacts(FileFacts facts, Recorder recorder) implements FileFacts {
    @Override
    public boolean exists(Path file) {
      return recorder.ask("exists " + file, () -> facts.exists(file));
    }

    @Override
    public boolean isExecutable(Path file) {
      return recorder.ask("executable " + file, () -> facts.isExecutable(file));
    }

    @Override
    public boolean isReadableByOthers(Path file) {
      return recorder.ask("readable " + file, () -> facts.isReadableByOthers(file));
    }

    @Override
    public boolean isChangeableByOthers(Path file) {
      return recorder.ask("changeable " + file, () -> facts.isChangeableByOthers(file));
    }

    @Override
    public String text(Path file) throws IOException {
      recorder.failed = true; // a secret: neither it nor its digest is kept for comparison
      return facts.text(file);
    }
  }

  private static byte[] salt() {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return salt;
  }

  private static byte[] digest(byte[] content) {
    return sha256().digest(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Remembers whether chance had a part in the reading. */
  private static final class Dice implements RandomGenerator {
    private final RandomGenerator random;
    private boolean thrown;

    Dice(RandomGenerator random) {
      this.random = random;
    }

    @Override
    public long nextLong() {
      thrown = true;
      return random.nextLong();
    }
  }
}
