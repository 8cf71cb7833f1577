package app.culver.acceptance.roles;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a class of tests in whose course a function did what its role would have refused on AWS. */
public final class RoleGuard implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    Cloud.ifRunning().ifPresent(cloud -> {
      var refused = cloud.uses().all();
      refused.removeAll(Grants.all());
      assertThat(refused).as("what roles would refuse").isEmpty();
    });
  }
}
