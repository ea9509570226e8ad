package io.dagstore.distribution.it;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** Reads declarations out of Java source files with the JDK's own parser; resolves no names. */
public final class SourceReader {
  private SourceReader() {}

  /**
   * Returns every type and method that the files declare, in source order.
   *
   * @throws IOException when a file cannot be read
   */
  public static List<Declaration> read(Collection<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      var units = manager.getJavaFileObjectsFromPaths(files);
      var task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
      var found = new ArrayList<Declaration>();
      for (var unit : task.parse()) {
        new Collector(Trees.instance(task), found).scan(unit, true);
      }
      return List.copyOf(found);
    }
  }

  /** Walks one file; the parameter of each visit says whether all around is visible. */
  private static final class Collector extends TreePathScanner<Void, Boolean> {
    private final Trees trees;
    private final List<Declaration> found;

    Collector(Trees trees, List<Declaration> found) {
      this.trees = trees;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, Boolean around) {
      if (type.getSimpleName().isEmpty()) {
        return super.visitClass(type, false);
      }
      boolean visible = around && open(type.getModifiers());
      add(type, type.getModifiers(), type.getSimpleName().toString(), visible);
      return super.visitClass(type, visible);
    }

    @Override
    public Void visitMethod(MethodTree method, Boolean around) {
      boolean visible = around && open(method.getModifiers()) && !overrides(method);
      var type = enclosing().map(ClassTree::getSimpleName).orElseThrow();
      var name = type + "." + method.getName();
      add(method, method.getModifiers(), name, visible);
      return super.visitMethod(method, false);
    }

    private void add(Tree tree, ModifiersTree modifiers, String name, boolean visible) {
      var unit = getCurrentPath().getCompilationUnit();
      var positions = trees.getSourcePositions();
      long bare = positions.getStartPosition(unit, tree);
      long start = Math.max(bare, positions.getEndPosition(unit, modifiers));
      long end = positions.getEndPosition(unit, tree);
      if (end < 0) {
        return;
      }
      int first = (int) unit.getLineMap().getLineNumber(start);
      int last = (int) unit.getLineMap().getLineNumber(end);
      var file = Path.of(unit.getSourceFile().toUri());
      boolean method = tree instanceof MethodTree;
      boolean documented = trees.getDocComment(getCurrentPath()) != null;
      int lines = last - first + 1;
      found.add(new Declaration(file, name, first, lines, method, visible, documented));
    }

    private boolean open(ModifiersTree modifiers) {
      var flags = modifiers.getFlags();
      boolean inInterface =
          enclosing().filter(type -> type.getKind() == Tree.Kind.INTERFACE).isPresent();
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || (inInterface && !flags.contains(Modifier.PRIVATE));
    }

    private Optional<ClassTree> enclosing() {
      for (var at = getCurrentPath().getParentPath(); at != null; at = at.getParentPath()) {
        if (at.getLeaf() instanceof ClassTree type) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }

    private static boolean overrides(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }
  }
}
