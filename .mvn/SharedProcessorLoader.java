import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The loader in which javac looks for ErrorProne and for annotation processors (its option {@code
 * procloader}): a view, which javac closes after each compilation, of one loader for each path,
 * which stays as long as the build.
 */
public final class SharedProcessorLoader extends ClassLoader {
  // Static, because javac makes the views by itself and shows them nothing that outlives a compilation.
  private static final ConcurrentHashMap<List<String>, ClassLoader> LOADERS =
      new ConcurrentHashMap<>();

  public SharedProcessorLoader(URL[] path, ClassLoader parent) {
    super(
        LOADERS.computeIfAbsent(
            Stream.of(path).map(URL::toString).toList(), key -> new URLClassLoader(path, parent)));
  }
}
