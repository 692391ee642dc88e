package lvs.director.model;

/**
 * The global_defs block and the single words at the root of the file, apart from what {@link
 * LvsSettings} and {@link VrrpConfiguration} hold.
 */
public record GlobalDefinitions(
    Identity identity,
    MailSettings mail,
    ScriptSettings scripts,
    NotifyPipes pipes,
    VrrpDefaults vrrpDefaults,
    ProcessSettings processes,
    SnmpSettings snmp,
    DbusSettings dbus,
    ReloadSettings reload,
    FileSettings files) {
  public static final GlobalDefinitions DEFAULT =
      new GlobalDefinitions(
          Identity.DEFAULT,
          MailSettings.DEFAULT,
          ScriptSettings.DEFAULT,
          NotifyPipes.NONE,
          VrrpDefaults.DEFAULT,
          ProcessSettings.DEFAULT,
          SnmpSettings.DEFAULT,
          DbusSettings.DEFAULT,
          ReloadSettings.DEFAULT,
          FileSettings.DEFAULT);
}
