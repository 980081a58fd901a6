package dev.diverge.integrations;

/**
 * The version of what integrations and the agent speak with each other, this package: {@code
 * MAJOR.MINOR}. The minor one rises with what is new, the major one with what is no longer there.
 *
 * <p>An extension says in its jar's manifest, {@value #ATTRIBUTE}, which one it was made for. The
 * agent refuses one that it does not serve with a line, rather than find out at a clone.
 */
public final class SpiVersion {

  /** Of this package. */
  public static final String CURRENT = "1.0";

  /** The main attribute of an extension's manifest; one without it is taken as it is. */
  public static final String ATTRIBUTE = "Diverge-Spi-Version";

  private SpiVersion() {}

  /**
   * Whether an extension made for that version finds all that it needs.
   *
   * @return false also for what is no version
   */
  public static boolean serves(String version) {
    int dot = version.indexOf('.');
    int ours = CURRENT.indexOf('.');
    try {
      return dot > 0
          && Integer.parseInt(version.substring(0, dot))
              == Integer.parseInt(CURRENT.substring(0, ours))
          && Integer.parseInt(version.substring(dot + 1))
              <= Integer.parseInt(CURRENT.substring(ours + 1));
    } catch (NumberFormatException noVersion) {
      return false;
    }
  }
}
