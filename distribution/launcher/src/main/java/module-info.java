import org.jspecify.annotations.NullMarked;

/** The program behind {@code dagstore serve}: starts the container and ends with its exit code. */
@NullMarked
module io.dagstore.distribution.launcher {
  requires static transitive org.jspecify;
  requires org.apache.felix.framework;

  exports io.dagstore.distribution.launcher;

  uses org.osgi.framework.launch.FrameworkFactory;
}
