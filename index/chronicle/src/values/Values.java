import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/**
 * Makes at build time the class that Chronicle Map would otherwise write as source and compile when
 * it opens its first map, which takes a second, a compiler and Chronicle's jars on the class path.
 */
final class Values {
  private static final String TYPE = "net.openhft.chronicle.hash.VanillaGlobalMutableState";
  private static final String MADE = TYPE + "$$Native";
  private static final LocalDateTime BUILT = LocalDateTime.of(2026, 1, 1, 0, 0);

  private Values() {}

  /** Takes the jar to write. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    var jar = Path.of(arguments[0]);
    var sources = Files.createDirectories(jar.resolveSibling("values"));
    var source = sources.resolve(MADE.substring(MADE.lastIndexOf('.') + 1) + ".java");
    Files.writeString(source, source());
    compile(source, sources);
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      var entry = new JarEntry(MADE.replace('.', '/') + ".class");
      entry.setTimeLocal(BUILT);
      out.putNextEntry(entry);
      out.write(Files.readAllBytes(sources.resolve(entry.getName())));
    }
  }

  private static String source() throws ReflectiveOperationException {
    var model = Class.forName("net.openhft.chronicle.values.ValueModel");
    var generators = Class.forName("net.openhft.chronicle.values.Generators");
    var generate = generators.getDeclaredMethod("generateNativeClass", model, String.class);
    generate.setAccessible(true);
    var type = model.getMethod("acquire", Class.class).invoke(null, Class.forName(TYPE));
    return (String) generate.invoke(null, type, MADE.substring(MADE.lastIndexOf('.') + 1));
  }

  private static void compile(Path source, Path folder) throws IOException {
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    if (code != 0) {
      throw new IOException(source + " does not compile");
    }
  }
}
