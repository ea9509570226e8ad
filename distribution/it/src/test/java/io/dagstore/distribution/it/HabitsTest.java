package io.dagstore.distribution.it;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.Buffer;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What no class of ours does, wherever it lives. */
final class HabitsTest {
  private static final List<Class<?>> MUTABLE =
      List.of(
          Collection.class,
          Map.class,
          ThreadLocal.class,
          Number.class,
          Lock.class,
          Semaphore.class,
          AtomicBoolean.class,
          AtomicReference.class,
          Thread.class,
          Executor.class,
          RandomGenerator.class,
          MessageDigest.class,
          Buffer.class,
          StringBuilder.class);
  private static final Set<String> IMMUTABLE_KINDS =
      Set.of(
          "java.util.List",
          "java.util.Set",
          "java.util.SequencedSet",
          "java.util.Map",
          "java.util.SequencedMap",
          "java.util.Collection",
          "java.math.BigInteger",
          "java.math.BigDecimal",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Double");

  /** What Dagger writes beside a component. */
  private static final String GENERATED = ".*\\.Dagger\\w+Component\\$.*";

  private static final String FUZZ_TEST = "com.code_intelligence.jazzer.junit.FuzzTest";

  private static final JavaClasses SHIPPED = ByteCode.shipped();
  private static final JavaClasses TESTS = ByteCode.tests();

  @Test
  void noClassHasStaticStateThatCanChange() {
    fields().that().areStatic().and(notSynthetic()).should(new BeAConstant()).check(SHIPPED);
  }

  @Test
  void nothingOutsideTheDistributionPrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.dagstore.distribution..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(SHIPPED);
  }

  @Test
  void nothingSleeps() {
    var rule = noClasses().should().callMethodWhere(sleeps());

    rule.check(SHIPPED);
    rule.check(TESTS);
  }

  @Test
  void errorsHaveATypeOfTheirOwn() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.dagstore.core.testkit..")
        .should(THROW_GENERIC_EXCEPTIONS)
        .check(SHIPPED);
  }

  @Test
  void aTypeIsNamedByWhatItIs() {
    noClasses()
        .that()
        .haveNameNotMatching(GENERATED)
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveNameMatching(".*(Util|Utils|Utilities|Manager|Helper|Helpers|Common)")
        .check(SHIPPED);
  }

  @Test
  void testClassesAreFinalAndHidden() {
    methods().that().areAnnotatedWith(Test.class).should(new StandInAHiddenClass()).check(TESTS);
  }

  @Test
  void aFuzzTargetHasAClassOfItsOwn() {
    var targets =
        TESTS.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(FUZZ_TEST))
            .map(method -> method.getOwner().getSimpleName())
            .toList();

    assertThat(targets).isNotEmpty().doesNotHaveDuplicates().allMatch(n -> n.endsWith("FuzzTest"));
  }

  private static DescribedPredicate<JavaField> notSynthetic() {
    return DescribedPredicate.describe(
        "not synthetic", field -> !field.getModifiers().contains(SYNTHETIC));
  }

  private static DescribedPredicate<JavaMethodCall> sleeps() {
    return DescribedPredicate.describe(
        "sleeps",
        call ->
            call.getName().equals("sleep")
                && (call.getTargetOwner().isEquivalentTo(Thread.class)
                    || call.getTargetOwner().isEquivalentTo(TimeUnit.class)));
  }

  private static final class BeAConstant extends ArchCondition<JavaField> {
    BeAConstant() {
      super("be final and of a type that cannot change");
    }

    @Override
    public void check(JavaField field, ConditionEvents events) {
      var type = field.getRawType();
      var mutable =
          !IMMUTABLE_KINDS.contains(type.getName())
              && MUTABLE.stream().anyMatch(kind -> type.isAssignableTo(kind));
      if (!field.getModifiers().contains(FINAL) || mutable || ownAndChangeable(type)) {
        events.add(SimpleConditionEvent.violated(field, field.getDescription() + " can change"));
      }
    }
  }

  /** A type of ours with a field that is set more than once. */
  private static boolean ownAndChangeable(JavaClass type) {
    return type.getAllFields().stream()
        .filter(field -> field.getOwner().getPackageName().startsWith("io.dagstore"))
        .map(JavaField::getModifiers)
        .anyMatch(is -> !is.contains(JavaModifier.STATIC) && !is.contains(FINAL));
  }

  private static final class StandInAHiddenClass extends ArchCondition<JavaMethod> {
    StandInAHiddenClass() {
      super("stand in a final, package-private class or an abstract contract");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
      var type = method.getOwner();
      var modifiers = type.getModifiers();
      var hidden = modifiers.contains(FINAL) && !modifiers.contains(JavaModifier.PUBLIC);
      if (!hidden && !modifiers.contains(JavaModifier.ABSTRACT) && !type.isNestedClass()) {
        events.add(SimpleConditionEvent.violated(method, type.getName() + " is not hidden"));
      }
    }
  }
}
