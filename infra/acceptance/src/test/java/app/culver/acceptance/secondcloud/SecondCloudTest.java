package app.culver.acceptance.secondcloud;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.RawDevice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SecondCloudTest {
  private static SecondCloud cloud;

  @BeforeAll
  static void deploy() {
    cloud = SecondCloud.deploy();
  }

  @AfterAll
  static void remove() {
    cloud.close();
  }

  @Test
  void aMessageArrivesLive() {
    var alice = RawDevice.signIn(cloud.settings(), "+12025550101");
    var bob = RawDevice.signIn(cloud.settings(), "+12025550102");
    assertThat(alice.account()).isNotEqualTo(bob.account());
  }
}
