package io.dagstore.distribution.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which room may see which: the arrows of {@code docs/design.md}. */
final class ArrowsTest {
  private static final String OURS = "io.dagstore..";

  private static final House HOUSE = ByteCode.house();
  private static final JavaClasses SHIPPED = ByteCode.shipped();

  @Test
  void everyLeafIsLookedAt() {
    for (Leaf leaf : HOUSE.leaves()) {
      assertThat(SHIPPED).as(leaf.path()).anyMatch(type -> leafOf(type).equals(Optional.of(leaf)));
    }
  }

  @Test
  void aRoomSeesOnlyRoomsBelowIt() {
    classes().should(new SeeOnlyRoomsBelow()).check(SHIPPED);
  }

  @Test
  void noPackageIsInACycle() {
    slices().matching("io.dagstore.(**)").should().beFreeOfCycles().check(SHIPPED);
  }

  @Test
  void onlyBundlesAndTheDistributionKnowTheContainerAndTheWiring() {
    noClasses()
        .that()
        .resideInAPackage(OURS)
        .and()
        .resideOutsideOfPackages("..bundle..", "io.dagstore.distribution..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.osgi..", "dagger..", "javax.inject..", "jakarta.inject..")
        .check(SHIPPED);
  }

  private Optional<Leaf> leafOf(JavaClass type) {
    var at = type.getPackageName() + ".";
    return HOUSE.leaves().stream().filter(leaf -> at.startsWith(leaf.name() + ".")).findFirst();
  }

  /**
   * Position in the arrows {@code ipld, files <- car, unixfs <- api <- store, … <- distribution}.
   */
  private static int level(Leaf leaf) {
    return switch (leaf.path()) {
      case "core/ipld", "core/files" -> 0;
      case "core/car", "core/unixfs" -> 1;
      case "core/api" -> 2;
      case "core/store", "core/testkit" -> 3;
      default ->
          switch (leaf.floor()) {
            case "mounts", "index", "journal", "markets" -> 3;
            case "distribution" -> 4;
            default -> throw new AssertionError("no arrow is drawn for " + leaf.path());
          };
    };
  }

  private static boolean maySee(Leaf from, Leaf to) {
    var together = from.floor().equals("distribution") && to.floor().equals("distribution");
    var tests = List.of("core/testkit", "distribution/it").contains(to.path());
    return from.equals(to) || ((together || level(to) < level(from)) && !tests);
  }

  private final class SeeOnlyRoomsBelow extends ArchCondition<JavaClass> {
    SeeOnlyRoomsBelow() {
      super("see only rooms below their own");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      var from = leafOf(type).orElseThrow(() -> new AssertionError(type + " is in no leaf"));
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        leafOf(dependency.getTargetClass())
            .filter(to -> !maySee(from, to))
            .ifPresent(to ->
                events.add(
                    SimpleConditionEvent.violated(
                        type,
                        "%s must not see %s: %s"
                            .formatted(from.path(), to.path(), dependency.getDescription()))));
      }
    }
  }
}
