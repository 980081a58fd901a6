package dev.diverge.plugins.maven;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Says which fields of the project and of its dependencies two clones would go on from alike. */
@Mojo(
    name = "scan",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets them
public final class ScanMojo extends AbstractMojo {

  private static final String AGENT = "dev.diverge:diverge-agent";

  /** The answer's form: text, json or sarif. */
  @Parameter(property = "diverge.scan.format", defaultValue = "text")
  private String format;

  /**
   * Where the answer goes; for text the log, otherwise diverge-scan.FORMAT in the build's folder.
   */
  @Parameter(property = "diverge.scan.output")
  private @Nullable File output;

  /** A page to look at, to be written. */
  @Parameter(property = "diverge.scan.report")
  private @Nullable File report;

  /** A rules file to review, to be written. */
  @Parameter(property = "diverge.scan.rules")
  private @Nullable File rules;

  /** What breaks the build if it is uncovered: security, uniqueness, nuisance, none. */
  @Parameter(property = "diverge.scan.failOn", defaultValue = "none")
  private String failOn;

  /** What is uncovered already; written by the first run, which fails as without it. */
  @Parameter(property = "diverge.scan.baseline")
  private @Nullable File baseline;

  /** Lines of CLASS#FIELD and a reason. */
  @Parameter(property = "diverge.scan.suppress")
  private @Nullable File suppress;

  /** Rules files that the agent is given. */
  @Parameter(property = "diverge.scan.knownRules")
  private @Nullable List<File> knownRules;

  /** The JDK's version that the application runs on; the building one unless told. */
  @Parameter(property = "diverge.scan.jdk")
  private @Nullable String jdk;

  /** Off is as if there were no integrations. */
  @Parameter(property = "diverge.scan.tables")
  private @Nullable String tables;

  /** More folders and jars that are deployed with it. */
  @Parameter(property = "diverge.scan.paths")
  private @Nullable List<File> paths;

  /** The heap of the scanner's JVM. */
  @Parameter(property = "diverge.scan.heap", defaultValue = "2g")
  private String heap;

  /** Scans nothing. */
  @Parameter(property = "diverge.scan.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${plugin.artifactMap}", readonly = true, required = true)
  private Map<String, Artifact> brought;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Nothing is scanned: it is to be skipped");
      return;
    }
    List<String> deployed = deployed();
    if (deployed.isEmpty()) {
      getLog().info("Nothing is scanned: this project makes no classes");
      return;
    }
    int status;
    try {
      status = new Scanner(scanner(), heap, getLog()).run(options(), deployed, output());
    } catch (IOException e) {
      throw new MojoExecutionException("The scanner cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("The scan was interrupted", e);
    }
    if (status == Scanner.BAD_NEWS) {
      throw new MojoFailureException(
          "Clones of this application would share what matters (failOn is "
              + failOn
              + "), or part of it could not be read: see above");
    }
    if (status != Scanner.FINE) {
      throw new MojoExecutionException("The scan came to nothing: see above");
    }
  }

  /** The jar that was made, or the classes where none was; then all that it runs with. */
  private List<String> deployed() {
    List<String> all = new ArrayList<>();
    File made = project.getArtifact().getFile();
    File classes = new File(project.getBuild().getOutputDirectory());
    if (made != null && made.exists() && !made.getName().endsWith(".xml")) {
      all.add(made.getPath());
    } else if (classes.isDirectory()) {
      all.add(classes.getPath());
    }
    if (paths != null) {
      paths.forEach(path -> all.add(path.getPath()));
    }
    if (!all.isEmpty()) {
      for (Artifact artifact : project.getArtifacts()) {
        if (artifact.getFile() != null && artifact.getArtifactHandler().isAddedToClasspath()) {
          all.add(artifact.getFile().getPath());
        }
      }
    }
    return all;
  }

  private List<String> options() {
    List<String> options = new ArrayList<>();
    add(options, "format", format);
    add(options, "fail-on", failOn);
    add(options, "report", report);
    add(options, "rules", rules);
    add(options, "baseline", baseline);
    add(options, "suppress", suppress);
    add(options, "jdk", jdk);
    add(options, "tables", tables);
    if (knownRules != null) {
      knownRules.forEach(file -> add(options, "known-rules", file));
    }
    return options;
  }

  private static void add(List<String> options, String name, @Nullable Object value) {
    if (value != null) {
      options.add("--" + name + "=" + value);
    }
  }

  private @Nullable File output() {
    return output != null || format.equals("text")
        ? output
        : new File(project.getBuild().getDirectory(), "diverge-scan." + format);
  }

  private File scanner() throws MojoExecutionException {
    Artifact agent = brought.get(AGENT);
    if (agent == null || agent.getFile() == null) {
      throw new MojoExecutionException("The plugin came without " + AGENT);
    }
    return agent.getFile();
  }
}
