package dev.diverge.plugins.spring;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;

/** A version of Spring Boot as an application's build gets it. */
final class SpringBoot {

  private SpringBoot() {}

  static String classPath(String version) throws Exception {
    CollectRequest request = new CollectRequest();
    for (String starter : List.of("web", "actuator")) {
      request.addDependency(
          new Dependency(
              new DefaultArtifact(
                  "org.springframework.boot:spring-boot-starter-" + starter + ":" + version),
              "compile"));
    }
    List<String> jars = new ArrayList<>();
    try (Context maven =
        Runtimes.INSTANCE
            .getRuntime()
            .create(ContextOverrides.create().withUserSettings(true).build())) {
      request.setRepositories(maven.remoteRepositories());
      for (ArtifactResult jar :
          maven
              .repositorySystem()
              .resolveDependencies(
                  maven.repositorySystemSession(), new DependencyRequest(request, null))
              .getArtifactResults()) {
        jars.add(jar.getArtifact().getFile().getPath());
      }
    }
    return String.join(File.pathSeparator, jars);
  }
}
