package dev.diverge.testlab;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** Runs a class of tests, as a build does. */
final class RunOne {

  private RunOne() {}

  public static void main(String[] args) throws Exception {
    Class<?> tests = Class.forName(args[0]);
    Constructor<?> made = tests.getDeclaredConstructor();
    made.setAccessible(true);
    int all = 0;
    int succeeded = 0;
    for (Method method : tests.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        all++;
        method.setAccessible(true);
        try {
          method.invoke(made.newInstance());
          succeeded++;
        } catch (InvocationTargetException e) {
          e.getCause().printStackTrace(System.out);
        }
      }
    }
    System.out.println(succeeded + " of " + all + " succeeded");
  }
}
