package dev.diverge.agent.actions;

import dev.diverge.agent.process.Report;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/**
 * On a late attach: the copies of the API's jar that were loaded before there was a guard to find.
 * Those loaded from now on find it by themselves.
 */
public final class LoadedApi {

  private static final String LINK = "dev.diverge.Link";

  private LoadedApi() {}

  public static void link(Instrumentation instrumentation, Report report) {
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (c.getName().equals(LINK)) {
        try {
          link(instrumentation, c);
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
          report.line(
              "the API in "
                  + c.getClassLoader()
                  + " cannot be reached, what is registered with it"
                  + " is not reset: "
                  + otherVersion);
        }
      }
    }
  }

  private static void link(Instrumentation instrumentation, Class<?> link)
      throws ReflectiveOperationException {
    instrumentation.redefineModule(
        link.getModule(),
        Set.of(),
        Map.of(),
        Map.of(link.getPackageName(), Set.of(LoadedApi.class.getModule())),
        Set.of(),
        Map.of());
    Method method = link.getDeclaredMethod("link");
    method.setAccessible(true);
    method.invoke(null);
  }
}
