package io.dagstore.distribution.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * The tree of commands. Only the branch that the arguments name is built, because reading the
 * annotations of all commands takes longer than the shortest of them runs.
 */
final class CommandTree {
  private static final Set<String> WITH_VALUE = Set.of("--repo", "--api", "--color");

  private final Shell shell;
  private final SequencedMap<String, Function<Shell, Object>> commands = new LinkedHashMap<>();
  private final SequencedMap<String, Function<Shell, Object>> carCommands = new LinkedHashMap<>();
  private final SequencedMap<String, Function<Shell, Object>> authCommands = new LinkedHashMap<>();

  private CommandTree(Shell shell) {
    this.shell = shell;
    putOfStore();
    putOfNode();
    putOfCar();
  }

  private void putOfStore() {
    commands.put("demo", Demo::new);
    commands.put("init", Init::new);
    commands.put("register-shard", RegisterShard::new);
    commands.put("import-go", ImportGo::new);
    commands.put("list-shards", ListShards::new);
    commands.put("shard-info", ShardInfoCommand::new);
    commands.put("destroy-shard", DestroyShard::new);
    commands.put("initialize-shard", InitializeShard::new);
    commands.put("recover-shard", RecoverShard::new);
    commands.put("initialize-all", InitializeAll::new);
    commands.put("gc", Gc::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("rebuild-index", RebuildIndex::new);
    commands.put("lookup-shards", LookupShards::new);
    commands.put("lookup-pieces", LookupPieces::new);
    commands.put("stat", Stat::new);
    commands.put("explain", Explain::new);
    commands.put("get-block", GetBlock::new);
    commands.put("show", Show::new);
    commands.put("cat", Cat::new);
    commands.put("ls", Ls::new);
    commands.put("get", Get::new);
    commands.put("export", Export::new);
  }

  private void putOfNode() {
    commands.put("serve", Serve::new);
    commands.put("status", Status::new);
    commands.put("stop", Stop::new);
    commands.put("plugins", PluginList::new);
    commands.put("journal", JournalCommand::new);
    commands.put("config", Config::new);
    commands.put("auth", AuthCommand::new);
    commands.put("new-plugin", NewPlugin::new);
    authCommands.put("create-token", AuthCreateToken::new);
    authCommands.put("info", AuthInfo::new);
  }

  private void putOfCar() {
    commands.put("car", CarCommand::new);
    commands.put("completion", Completion::new);
    carCommands.put("inspect", CarInspect::new);
    carCommands.put("verify", CarVerify::new);
    carCommands.put("list", CarList::new);
    carCommands.put("root", CarRoot::new);
    carCommands.put("index", CarIndexCommand::new);
    carCommands.put("detach-index", CarDetachIndex::new);
    carCommands.put("get-block", CarGetBlock::new);
    carCommands.put("get-dag", CarGetDag::new);
    carCommands.put("create", CarCreate::new);
    carCommands.put("extract", CarExtract::new);
    carCommands.put("filter", CarFilter::new);
    carCommands.put("concat", CarConcat::new);
    carCommands.put("wrap", CarWrap::new);
    carCommands.put("unwrap", CarUnwrap::new);
  }

  /** The part of the tree that these arguments need; the whole tree where they name no command. */
  static CommandLine of(Shell shell, List<String> args) {
    return new CommandTree(shell).grow(words(args));
  }

  /** All commands, as the help and the completion show them. */
  static CommandLine whole(Shell shell) {
    return of(shell, List.of());
  }

  private CommandLine grow(List<String> words) {
    var root = new CommandLine(new Dagstore(shell));
    add(root, commands, words);
    var below = words.isEmpty() ? words : words.subList(1, words.size());
    Map.of("car", carCommands, "auth", authCommands)
        .forEach((name, children) -> {
          var parent = root.getSubcommands().get(name);
          if (parent != null) {
            add(parent, children, below);
          }
        });
    return root;
  }

  private void add(
      CommandLine parent, Map<String, Function<Shell, Object>> children, List<String> words) {
    var only = words.isEmpty() ? null : children.get(words.getFirst());
    if (only != null) {
      parent.addSubcommand(words.getFirst(), only.apply(shell));
      return;
    }
    children.forEach((name, make) -> parent.addSubcommand(name, make.apply(shell)));
  }

  /** The arguments that are neither options nor values of those that all commands have. */
  private static List<String> words(List<String> args) {
    var words = new ArrayList<String>();
    for (var i = 0; i < args.size(); i++) {
      if (WITH_VALUE.contains(args.get(i))) {
        i++;
      } else if (!args.get(i).startsWith("-")) {
        words.add(args.get(i));
      }
    }
    return words;
  }
}
