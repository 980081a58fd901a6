package dev.diverge.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.diverge.integrations.Provocation;

/** Imports go one way, and what runs before main keeps to its bans. */
@AnalyzeClasses(packages = "dev.diverge", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

  private static final String INTEGRATIONS = "dev.diverge.integrations..";

  /** Loaded by Answers alone, on the follower's thread, once the application has started theirs. */
  private static final String LATE =
      "dev\\.diverge\\.agent\\.answers\\.(ApplicationLog|DivergeBean|FlightEvents)(\\$.*)?";

  private static final String STARTS_OTHER_THINGS =
      "java\\.util\\.logging\\..*|java\\.lang\\.management\\..*|javax\\.management\\..*"
          + "|java\\.lang\\.System\\$Logger.*|jdk\\.jfr\\..*|javax\\.crypto\\..*"
          + "|java\\.util\\.stream\\..*|java\\.util\\.regex\\..*|java\\.util\\.ServiceLoader";

  @ArchTest
  static final ArchRule theDriverKnowsTheJdkAlone =
      classes()
          .that()
          .resideInAPackage("dev.diverge.driver..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.diverge.driver..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule anIntegrationKnowsNothingOfTheAgent =
      noClasses()
          .that()
          .resideInAPackage("dev.diverge.integrations..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.diverge.agent..", "dev.diverge.driver..", "org.objectweb..");

  @ArchTest
  static final ArchRule theAgentNamesNoIntegration =
      noClasses()
          .that()
          .resideInAPackage("dev.diverge.agent..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.diverge.integrations.*..");

  @ArchTest
  static final ArchRule theEntryKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("dev.diverge.entry")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.diverge.agent..", "dev.diverge.driver..", INTEGRATIONS);

  @ArchTest
  static final ArchRule nothingBeforeMainStartsWhatTheApplicationShouldStart =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.diverge.entry",
              "dev.diverge.agent",
              "dev.diverge.agent.weave",
              "dev.diverge.driver..",
              INTEGRATIONS)
          .and()
          .haveNameNotMatching(LATE)
          .and()
          .doNotImplement(
              Provocation.class) // named by text, made once the application uses the type
          .should()
          .dependOnClassesThat()
          .haveNameMatching(STARTS_OTHER_THINGS);

  @ArchTest
  static final ArchRule whatStartsThemIsLoadedLate =
      noClasses()
          .that()
          .resideInAPackage("dev.diverge.agent..")
          .and()
          .haveNameNotMatching(LATE)
          .and()
          .doNotHaveSimpleName("Answers")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(LATE);

  @ArchTest
  static void packagesAreFreeOfCycles(JavaClasses classes) {
    slices().matching("dev.diverge.(**)").should().beFreeOfCycles().check(classes);
  }
}
