package lvs.director.model;

/** The global_defs block, apart from what {@link LvsSettings} holds. */
public record GlobalDefinitions() {
  public static final GlobalDefinitions DEFAULT = new GlobalDefinitions();
}
