package dev.diverge.agent.contract;

/**
 * The methods that woven code calls, static ones of the classes in java.base. What they do is said
 * there; {@code ContractTest} holds the two to each other.
 */
public enum GuardMethod {
  RENEWED(Room.GUARD, "renewed", "(I)I"),
  RENEWED_STATIC(Room.GUARD, "renewedStatic", "(I)I"),
  MARK(Room.GUARD, "mark", "()I"),
  MARK_OF(Room.GUARD, "markOf", "(Ljava/lang/Object;I)I"),
  SET_MARK(Room.GUARD, "setMark", "(Ljava/lang/Object;II)V"),
  PARENT_MARK(Room.GUARD, "parentMark", "(Ljava/lang/Object;ILjava/lang/Object;)I"),
  IF_SECURE(Room.GUARD, "ifSecure", "(ILjava/lang/Object;)I"),
  CARRIED(Room.GUARD, "carried", "(JI)J"),
  CARRIED_MARK(Room.GUARD, "carriedMark", "(JLjava/lang/Object;)I"),
  UNCARRIED(Room.GUARD, "uncarried", "(J)J"),
  SETTLED(Room.GUARD, "settled", "()V"),
  EMPTIED(Room.GUARD, "emptied", "()V"),
  SALTED(Room.GUARD, "salted", "(J)J"),
  FRESH(Room.GUARD, "fresh", "(I)[B"),
  FRESH_LONG(Room.GUARD, "freshLong", "()J"),
  FRESH_LONGS(Room.GUARD, "freshLongs", "([J)V"),
  CLEAR_UNDER(
      Room.GUARD, "clearUnder", "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/String;)V"),
  RESET(Room.GUARD, "reset", "(Ljava/lang/Object;Ljava/lang/String;)Z"),
  BORN(Room.GUARD, "born", "(Ljava/lang/Object;)V"),
  BOND(Room.GUARD, "bond", "()I"),
  INHERIT(Room.GUARD, "inherit", "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/String;)V"),

  BLENDED(Room.ENGINES, "blended", "([B)[B"),
  SEEDED(Room.ENGINES, "seeded", "(Ljava/lang/Object;Z)V"),
  FOREIGN_MARK(Room.ENGINES, "foreignMark", "(Ljava/lang/Object;Ljava/lang/Object;)I"),
  FOREIGN(Room.ENGINES, "foreign", "(Ljava/lang/Object;Ljava/lang/Object;[BLjava/lang/Object;I)V"),
  FOREIGN_SEED(Room.ENGINES, "foreignSeed", "([BLjava/lang/Object;Ljava/lang/Object;I)V"),

  BOND_ONCE(Room.BONDS, "bondOnce", "(I)I"),
  OUTLIVED(Room.BONDS, "outlived", "(I)Z"),
  UNLESS_OUTLIVED(Room.BONDS, "unlessOutlived", "(ZI)Z"),
  OR_OUTLIVED(Room.BONDS, "orOutlived", "(ZI)Z"),
  REFUSE(Room.BONDS, "refuse", "(Z)V"),
  JUDGE(Room.BONDS, "judge", "(IILjava/lang/String;)V"),
  SPEND(Room.BONDS, "spend", "(I)V"),
  PLACE(Room.BONDS, "place", "(Ljava/lang/Object;)I"),
  WIPE(Room.BONDS, "wipe", "(Ljava/lang/Object;I)V"),

  CONSTRUCTED(Room.GENERATORS, "constructed", "(ILjava/lang/Object;ZLjava/lang/Object;)I"),
  SEEDED_GENERATOR(Room.GENERATORS, "seededGenerator", "(Ljava/lang/Object;)V"),
  PARTED(Room.GENERATORS, "parted", "(Ljava/lang/Object;Ljava/lang/Object;)V"),
  DRAWN_SEED(Room.GENERATORS, "drawnSeed", "(Ljava/lang/Object;Ljava/lang/Object;)V"),
  MASKED_LONG(Room.GENERATORS, "masked", "(JI)J"),
  MASKED_INT(Room.GENERATORS, "masked", "(II)I"),
  MASKED_BOOLEAN(Room.GENERATORS, "masked", "(ZI)Z"),
  MASKED_DOUBLE(Room.GENERATORS, "masked", "(DI)D"),
  MASKED_FLOAT(Room.GENERATORS, "masked", "(FI)F"),
  MASKED_BYTES(Room.GENERATORS, "masked", "([BI)V"),
  MASKED_GAUSSIAN(Room.GENERATORS, "maskedGaussian", "(DI)D"),
  MASKED_BITS(Room.GENERATORS, "maskedBits", "(III)I"),
  MASKED_INT_BELOW(Room.GENERATORS, "maskedBelow", "(III)I"),
  MASKED_LONG_BELOW(Room.GENERATORS, "maskedBelow", "(JJI)J");

  /** The internal name of the class that has it. */
  public final String owner;

  public final String method;
  public final String descriptor;

  GuardMethod(String owner, String method, String descriptor) {
    this.owner = owner;
    this.method = method;
    this.descriptor = descriptor;
  }

  /**
   * The classes, by internal name. The guard is there from the start; the others are put beside it
   * once a class is woven that calls them.
   */
  public static final class Room {

    /** What all of them begin with, and no class of the JDK's. */
    public static final String PREFIX = "java/lang/Diverge";

    public static final String GUARD = PREFIX + "Guard";
    public static final String ENGINES = PREFIX + "Engines";
    public static final String BONDS = PREFIX + "Bonds";
    public static final String GENERATORS = PREFIX + "Generators";

    private Room() {}
  }
}
