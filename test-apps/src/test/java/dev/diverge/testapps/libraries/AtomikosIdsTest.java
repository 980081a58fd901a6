package dev.diverge.testapps.libraries;

import com.atomikos.util.UniqueIdMgr;
import dev.diverge.testlab.Emitters;

@Versions({"com.atomikos:atomikos-util:4.0.0", "com.atomikos:atomikos-util:6.0.0"})
class AtomikosIdsTest implements LibraryTest {
  private static final int TIME_AND_COUNTER = 18; // digits, of ms and of 5

  @Override
  public void describe(Emitters emitters) {
    for (String name : new String[] {"tm", "a.name.of.forty.characters.or.nearly.so."}) {
      UniqueIdMgr ids = new UniqueIdMgr(name);
      emitters.add("id of " + name, SameMoment.of(() -> withoutTime(ids.get())));
    }
  }

  private static String withoutTime(String id) {
    if (id.length() > 64) {
      throw new IllegalStateException("too long for a global transaction id: " + id);
    }
    return id.substring(0, id.length() - TIME_AND_COUNTER) + id.substring(id.length() - 5);
  }
}
