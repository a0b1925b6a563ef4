package firstbad.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import firstbad.bisection.fold.ReadLines;
import org.junit.jupiter.api.Test;

/** The arrows between packages, and what may stand at their ends. */
class ArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("firstbad");

  @Test
  void bisectionKnowsNothingButTheLanguage() {
    classes()
        .that()
        .resideInAPackage("firstbad.bisection..")
        .and()
        .doNotHaveFullyQualifiedName(
            "firstbad.bisection.trust.parameters.Parameters") // reads its own table
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "firstbad.bisection..",
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.math..",
            "java.nio.charset..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void bisectionHasNoClockAndNoChance() {
    noClasses()
        .that()
        .resideInAPackage("firstbad.bisection..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callConstructor(java.util.SplittableRandom.class) // without a seed
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .check(CLASSES);
  }

  @Test
  void aPublisherDragsNeitherStreamsNorTheEngine() {
    noClasses()
        .that()
        .resideInAPackage("firstbad.publisher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka.streams..", "firstbad.topology..", "org.rocksdb..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void doorsKnowOfTheEngineOnlyItsIntakeAndWhichLinesItReads() {
    noClasses()
        .that()
        .resideInAnyPackage("firstbad.publisher..", "firstbad.server..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("firstbad.bisection..")
                .and(not(resideInAPackage("firstbad.bisection.intake..")))
                .and(not(belongToAnyOf(ReadLines.class))))
        .check(CLASSES);
  }

  @Test
  void theStoryKnowsOfTheEngineOnlyWhatLooksLikeTheBugAndHowCommitsAreCounted() {
    noClasses()
        .that()
        .resideInAPackage("firstbad.story..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("firstbad.bisection..")
                .and(not(resideInAPackage("firstbad.bisection.trust.title..")))
                .and(not(type(firstbad.bisection.trust.posterior.CommitCount.class))))
        .check(CLASSES);
  }

  @Test
  void theContractKnowsNoneOfThoseWhoUseIt() {
    noClasses()
        .that()
        .resideInAnyPackage("firstbad.schemas..", "firstbad.events..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "firstbad.bisection..",
            "firstbad.publisher..",
            "firstbad.topology..",
            "firstbad.embedded..",
            "firstbad.server..",
            "firstbad.app..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void theServerKnowsTheContractAndNotWhoFillsIt() {
    noClasses()
        .that()
        .resideInAPackage("firstbad.server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "firstbad.topology..", "firstbad.embedded..", "org.apache.kafka.streams..")
        .check(CLASSES);
  }

  @Test
  void nothingPointsBackAtTheCommand() {
    noClasses()
        .that()
        .resideOutsideOfPackages("firstbad.app..", "firstbad.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("firstbad.app..")
        .check(CLASSES);
  }

  @Test
  void theBrokerInsideTheJvmServesWithoutKnowingWhatFor() {
    noClasses()
        .that()
        .resideInAPackage("firstbad.embedded..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("firstbad.bisection..", "firstbad.topology..", "firstbad.publisher..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void kafkasInternalTypesAreKnownInOnePlaceForEachOfItsModules() {
    noClasses()
        .that()
        .resideOutsideOfPackage("firstbad.topology.store")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka.streams..internals..")
        .check(CLASSES);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("firstbad.schemas.NewHeaders")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka.common..internals..")
        .check(CLASSES);
  }

  @Test
  void whateverACommandPrintsGoesTheWayThatShowsWhatIsHidden() {
    noClasses()
        .that()
        .resideInAPackage("firstbad.app..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("firstbad.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noPackageIsADrawerForOddsAndEnds() {
    noClasses()
        .should()
        .resideInAnyPackage("..common..", "..util..", "..utils..", "..misc..", "..helper..")
        .check(CLASSES);
  }
}
