package dev.diverge.plugins.otel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Of ours the extension knows the API alone: the agent is another class loader's. */
@AnalyzeClasses(
    packages = "dev.diverge.plugins.otel",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RoomTest {

  @ArchTest
  static final ArchRule anExtensionKnowsTheApiAndItsHost =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.diverge",
              "dev.diverge.plugins.otel",
              "io.opentelemetry..",
              "java..",
              "org.jspecify..");
}
