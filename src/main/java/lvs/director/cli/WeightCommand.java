package lvs.director.cli;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "weight",
    description = "Sets the weight of a real server. It survives reload and restart.",
    footer = {"", "Example: lvs-director weight 10.0.0.1:80 10.0.0.2:80 5 --for 2h"})
final class WeightCommand extends ServerCommand {
  @Parameters(
      index = "2",
      paramLabel = "N",
      converter = Weight.class,
      description = "0 to 65535; 0 takes no new connections.")
  private int weight;

  @Mixin private Expiry expiry = new Expiry();

  WeightCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void change(DirectorConnection director, Target target) {
    director.invoke(
        target.bean(),
        "setWeight",
        new Object[] {weight, expiry.seconds()},
        new String[] {"int", "long"});
  }

  /** The text of a weight. */
  static final class Weight implements CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (text.isEmpty()
          || text.length() > 5
          || !text.chars().allMatch(c -> c >= '0' && c <= '9')
          || Integer.parseInt(text) > 65535) {
        throw new CommandLine.TypeConversionException(
            "'" + text + "' is not a weight; write a number from 0 to 65535");
      }
      return Integer.valueOf(text);
    }
  }
}
