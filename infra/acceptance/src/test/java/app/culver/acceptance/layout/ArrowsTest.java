package app.culver.acceptance.layout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** The arrows between the folders run one way. */
class ArrowsTest {
  private static final JavaClasses FUNCTIONS = Built.classes("functions");
  private static final JavaClasses ALL = Built.classes("functions", "clients", "infra");

  @Test
  void coreKnowsTheJdkAlone() {
    classes().that().resideInAPackage("app.culver.core..").should().onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "app.culver.core..").check(FUNCTIONS);
  }

  @Test
  void noPackageOfTheCoreLeadsBackToItself() {
    slices().matching("app.culver.core.(*)..").should().beFreeOfCycles().check(FUNCTIONS);
  }

  @Test
  void noPackageOfTheAdaptersLeadsBackToItself() {
    slices().matching("app.culver.aws.(*)..").should().beFreeOfCycles().check(FUNCTIONS);
  }

  @Test
  void noPackageOfTheClientsLeadsBackToItself() {
    slices().matching("app.culver.client.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void ofWhatApplicationsCallOnlyTheEntranceKnowsWhatIsBehindIt() {
    classes().that().resideInAPackage("app.culver.client").and().doNotHaveFullyQualifiedName("app.culver.client.Culver")
        .should().onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "app.culver.client", "app.culver.client.identifier").check(ALL);
  }

  @Test
  void noPackageOfTheLocalCloudLeadsBackToItself() {
    slices().matching("app.culver.local.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void adaptersKnowNoFunction() {
    noClasses().that().resideInAPackage("app.culver.aws..").should().dependOnClassesThat()
        .resideInAnyPackage("app.culver.sessions..", "app.culver.accounts..", "app.culver.connections..",
            "app.culver.conversations..", "app.culver.messages..", "app.culver.deliver..", "app.culver.push..")
        .check(FUNCTIONS);
  }

  @Test
  void noFunctionKnowsAnother() {
    slices().matching("app.culver.(sessions|accounts|connections|conversations|messages|deliver|push)..").should()
        .notDependOnEachOther().check(FUNCTIONS);
  }

  @Test
  void clientsKnowNoServer() {
    noClasses().that().resideInAnyPackage("app.culver.client..", "app.culver.cli..").should().dependOnClassesThat()
        .resideInAnyPackage("app.culver.core..", "app.culver.aws..", "app.culver.local..", "software.amazon..",
            "com.amazonaws..")
        .check(ALL);
  }

  @Test
  void theClientLibraryUsesNothingThatAndroidLacks() {
    noClasses().that().resideInAPackage("app.culver.client..").should().dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "java.lang.management..", "javax.management..", "java.awt..", "sun..")
        .check(ALL);
  }

  @Test
  void theLocalCloudKnowsNoFunctionAndNoClient() {
    noClasses().that().resideInAPackage("app.culver.local..").should().dependOnClassesThat()
        .resideInAnyPackage("app.culver.core..", "app.culver.aws..", "app.culver.client..", "app.culver.cli..")
        .check(ALL);
  }
}
