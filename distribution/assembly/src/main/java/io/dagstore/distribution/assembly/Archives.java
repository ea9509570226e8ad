package io.dagstore.distribution.assembly;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;

/**
 * The distribution's folder as a .tar.gz and as a .zip; the same files give the same bytes.
 *
 * @param folder what is packed
 * @param title name of the archives, and of the one folder in them
 */
record Archives(Path folder, String title) {

  /** Takes one file of the archive. */
  private interface Sink {
    void add(String name, byte[] content, int mode) throws IOException;
  }

  /** Writes both beside the folder. */
  void writeBeside() throws IOException {
    var tar = folder.resolveSibling(title + ".tar.gz");
    try (var out =
        new Tar(new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(tar))))) {
      pack(out::add);
    }
    var target = Files.newOutputStream(folder.resolveSibling(title + ".zip"));
    try (var zip = new SteadyZip(target, ZipEntry.DEFLATED)) {
      pack(zip::add);
    }
  }

  private void pack(Sink sink) throws IOException {
    for (var file : Folder.files(folder)) {
      var mode = Files.isExecutable(file) ? SteadyZip.PROGRAM : SteadyZip.PLAIN;
      var place = folder.relativize(file).toString().replace('\\', '/');
      sink.add(title + "/" + place, Files.readAllBytes(file), mode);
    }
  }
}
