package app.culver.aws;

import app.culver.local.template.Deployment;
import app.culver.local.template.Template;
import java.nio.file.Path;
import java.util.Map;

/** The template as the local cloud deploys it. */
public final class LocalTemplate {
  private LocalTemplate() {}

  public static Template read() {
    return Template.read(Path.of(System.getProperty("culver.root")).resolve("template.yaml"), Deployment.LOCAL,
        Map.of("FirebaseProject", "culver-local", "FirebaseServiceAccount", "/culver/firebase"));
  }
}
