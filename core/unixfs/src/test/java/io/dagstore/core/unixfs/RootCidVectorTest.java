package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.unixfs.UnixFsProfile.HamtRule;
import io.dagstore.core.unixfs.UnixFsProfile.Leaves;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Root CIDs that Kubo and IPIP-499 publish for seeded content. */
final class RootCidVectorTest {
  private static final UnixFsProfile V1 = UnixFsProfile.V1_2025;
  private static final UnixFsProfile V0 = UnixFsProfile.V0_2015;
  private static final UnixFsProfile KUBO = UnixFsProfile.KUBO_CID_V1;

  private static UnixFsLink file(UnixFsProfile profile, InputStream content) throws Exception {
    return new UnixFsBuilder(profile, block -> {}).file(content);
  }

  private static UnixFsProfile profile(String name) {
    return UnixFsProfile.byName(name).orElseThrow();
  }

  @Test
  void helloWorld() throws Exception {
    byte[] text = "hello world".getBytes(UTF_8);

    assertThat(file(V0, new ByteArrayInputStream(text)).cid())
        .hasToString("Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD");
    assertThat(file(KUBO.withLeaves(Leaves.DAG_PB), new ByteArrayInputStream(text)).cid())
        .hasToString("bafybeihykld7uyxzogax6vgyvag42y7464eywpf55gxi5qpoisibh3c5wa");
    assertThat(file(V1, new ByteArrayInputStream(text)).cid())
        .hasToString("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
  }

  @Test
  void emptyFilesAndDirectories() throws Exception {
    assertThat(file(V0, InputStream.nullInputStream()).cid())
        .hasToString("QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH");
    assertThat(file(V1, InputStream.nullInputStream()).cid())
        .hasToString("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
    assertThat(new UnixFsBuilder(V0, block -> {}).directory().finish().cid())
        .hasToString("QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn");
    assertThat(new UnixFsBuilder(V1, block -> {}).directory().finish().cid())
        .hasToString("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354");
  }

  @Test
  void symlink() throws Exception {
    assertThat(new UnixFsBuilder(V0, block -> {}).symlink("foo").cid())
        .hasToString("QmTB8BaCJdCH5H3k7GrxJsxgDNmNYGGR71C58ERkivXoj5");
  }

  @ParameterizedTest
  @CsvSource({
    "kubo-cid-v1, 5, bafybeih5rtk3o7a7zb6pq27hy4xskgedml55mk7wirrafxlelcc7yv4o34",
    "unixfs-v0-2015, 5, QmfQQQrbEgkwoMD6eaGq8u4KbNZqKNYfvEhRn589zYxrQW",
    "kubo-cid-v1, 600000, bafybeia6hhcywabqpku5uefqcitgfnhnxm4447zhpr2phzunv2z7oljli4",
    "unixfs-v0-2015, 600000, QmfSKDMnutyWDtGsxgXcXjXV65HLAvVoQD5t5AzRiTUEPb"
  })
  void modeAndTimeMakeAllLeavesDagPbAsInKubo(String profile, int size, String root)
      throws Exception {
    byte[] content = size == 5 ? "hello".getBytes(UTF_8) : new byte[size];
    UnixFsMetadata metadata =
        UnixFsMetadata.NONE.withMode(0_600).withMtime(Instant.ofEpochSecond(1_700_000_000, 5));

    UnixFsBuilder builder = new UnixFsBuilder(profile(profile), block -> {});

    assertThat(builder.file(new ByteArrayInputStream(content), metadata).cid()).hasToString(root);
  }

  @ParameterizedTest
  @CsvSource({
    "unixfs-v0-2015, 262144, chunk-v0-seed, QmWmRj3dFDZdb6ABvbmKhEL6TmPbAfBZ1t5BxsEyJrcZhE",
    "unixfs-v0-2015, 262145, chunk-v0-seed, QmYyLxtzZyW22zpoVAtKANLRHpDjZtNeDjQdJrcQNWoRkJ",
    "unixfs-v0-2015, 45613056, v0-seed, QmUbBALi174SnogsUzLpYbD4xPiBSFANF4iztWCsHbMKh2",
    "unixfs-v1-2025, 1048576, chunk-v1-seed,"
        + " bafkreiacndfy443ter6qr2tmbbdhadvxxheowwf75s6zehscklu6ezxmta",
    "kubo-cid-v1, 1, chunk-v1-seed, bafkreiguwdakjkgmnqsxv3ju2fwttxj4fu2tt3lh7vf23vak54lmcwixcu",
    "kubo-cid-v1, 262143, chunk-v1-seed,"
        + " bafkreiha7xmvo57ej6m67tunhslvpd6gheipj7jvtt4ehjrcmtt7tsxl2i",
    "kubo-cid-v1, 262144, chunk-v1-seed,"
        + " bafkreifvsarv3nxobf6hg5ymju7f7cveevl2hzg7k3ccb622jytkbiif64",
    "kubo-cid-v1, 262145, chunk-v1-seed,"
        + " bafybeial7vb62qc4jfbps3fnvzk2asbki23tlhb3a54sqjpeg6d3waw6zq",
    "kubo-cid-v1, 45613056, chunk-v1-seed,"
        + " bafybeidvtxxrg7lzl6ymsf3yac6flelhjec3b4l554luvx2rbiss6tub74"
  })
  void seededFiles(String profile, long size, String seed, String root) throws Exception {
    assertThat(file(profile(profile), new SeededData(seed, size)).cid()).hasToString(root);
  }

  @ParameterizedTest
  @CsvSource({
    "16, bafkreihwcgaejhq42i4swreqtflxj3rynypjdv6w5fydxfyoijage6ovaq,"
        + " QmV7ENbgJquF7bk8Bn2wFLUB4z5uEW2bfEj2ZTYfqXHxwp",
    "48, bafybeiavfvyurlvzcsg726pwfmw6z4fxbki33ynqdomwacspoesr4we5qi,"
        + " QmaTm5bgGc7LdmdYtqEoUNJZiQw1pYvdeuLTDvQw8S9j7M",
    "49, bafybeiczwdzuauilvxpyabv6tshcfpbfzxt4pesbibogo6ecjwwfobouf4,"
        + " QmWYRZYjikCqCBHDV5AVKTPDrQLL8rkNaGoFADRtPTRQFJ",
    "144, bafybeihdpvua7h24fvprd2eicg32y7wqbg6mh6zawecm5gpekp53kphi74,"
        + " QmbEEanffJA55duJZ6t2FVP9G7eW3JeLNSjNY2ig9FRyJ4"
  })
  void narrowTrees(int size, String v1, String v0) throws Exception {
    assertThat(file(KUBO.withLayout(16, 3), new SeededData("w3", size)).cid()).hasToString(v1);
    assertThat(file(V0.withLayout(16, 3), new SeededData("w3", size)).cid()).hasToString(v0);
  }

  private static UnixFsLink directory(UnixFsProfile profile, List<String> names) throws Exception {
    UnixFsBuilder builder = new UnixFsBuilder(profile, block -> {});
    UnixFsLink x = builder.file(new ByteArrayInputStream("x".getBytes(UTF_8)));
    DirectoryBuilder directory = builder.directory();
    names.forEach(name -> directory.add(name, x));
    return directory.finish();
  }

  @Test
  void oldDirectoryOfExactlyTheThresholdStaysBasic() throws Exception {
    List<String> names = SeededData.names("hamt-unixfs-v0-2015", 4096, 30);

    assertThat(directory(V0, names).cid())
        .hasToString("QmX5GtRk3TSSEHtdrykgqm4eqMEn3n2XhfkFAis5fjyZmN");
  }

  @Test
  void newDirectoryAboveTheThresholdIsSharded() throws Exception {
    List<String> names = new ArrayList<>(SeededData.names("hamt-unixfs-v1-2025", 4765, 11));
    byte[] stream = SeededData.bytes("hamt-unixfs-v1-2025", 1 << 20);
    names.add(SeededData.name(stream, 4765 * 11, 22));

    assertThat(directory(V1, names).cid())
        .hasToString("bafybeiegvuterwurhdtkikfhbxcldohmxp566vpjdofhzmnhv6o4freidu");
  }

  @ParameterizedTest
  @CsvSource({
    "1, bafybeifltezmsrzfs5t2feh66cpuixo45ayoxi3ai6ufzue7raovs7zuhe,"
        + " bafybeifwopkknuwwgyo7jcwnvdubq2covsx2e7kxqgf5d62iqndewodeuy",
    "256, bafybeiehebdg2klfrnaouvc4pgpngtf4kyov3xt5lbukyqm342kkkszfka,"
        + " bafybeifs2j454a67jv6k2qapvgsqccqwcm7wtpd5cjmlcrxook3uvyf2s4",
    "1000, bafybeidqfg6ruwioiehxd5lkehcqukicsvd3aozxsmflrbiuswp44ijniy,"
        + " bafybeigmprk5a4nzcjgimscf63ctwq2pic225vill7ioepi2yzpefhqjpm"
  })
  void basicAndForcedShards(int count, String basic, String sharded) throws Exception {
    List<String> names = SeededData.names("hamt-x", count, 28);

    assertThat(directory(KUBO.withHamtRule(HamtRule.NEVER), names).cid()).hasToString(basic);
    assertThat(directory(KUBO.withHamtRule(HamtRule.ALWAYS), names).cid()).hasToString(sharded);
  }
}
