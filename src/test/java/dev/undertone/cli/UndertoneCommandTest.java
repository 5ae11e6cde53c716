package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class UndertoneCommandTest {

    static Stream<String> subcommands() {
        return UndertoneCommand.commandLine().getSubcommands().keySet().stream()
                .filter(name -> !name.equals("help"));
    }

    @Test
    void help_listsEverySubcommandAndTheExitCodes() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains(subcommands().toArray(String[]::new));
        assertThat(run.out()).contains("Exit codes: 0 all well; 1 some input failed");
    }

    @ParameterizedTest
    @MethodSource("subcommands")
    void help_everySubcommand_hasAnExample(String name) {
        CommandRun run = CommandRun.of(name, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Usage: undertone " + name)
                .containsPattern("\nExamples?:");
        assertThat(CommandRun.of("help", name).out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @MethodSource("subcommands")
    void help_everySubcommand_describesEveryOption(String name) {
        CommandLine command = UndertoneCommand.commandLine().getSubcommands().get(name);

        assertThat(command.getCommandSpec().args())
                .allMatch(argument -> argument.description().length > 0);
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    }

    @Test
    void version_namesTheBuild() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("undertone \\S+.*\\R");
    }

    @Test
    void withDefault_noSubcommand_serves() {
        assertThat(UndertoneCommand.withDefault()).containsExactly("serve");
        assertThat(UndertoneCommand.withDefault("--server.port=9090", "--debug"))
                .containsExactly("serve", "--server.port=9090", "--debug");
    }

    @Test
    void withDefault_subcommandHelpOrTypo_staysAsItIs() {
        assertThat(UndertoneCommand.withDefault("analyze", "--model=x"))
                .containsExactly("analyze", "--model=x");
        assertThat(UndertoneCommand.withDefault("--help")).containsExactly("--help");
        assertThat(UndertoneCommand.withDefault("--hepl")).containsExactly("--hepl");
        assertThat(UndertoneCommand.withDefault("anal=yze")).containsExactly("anal=yze");
    }

    @Test
    void serve_properties_arePassedOnAndItsCodeReturned() {
        List<String> passed = new ArrayList<>();
        CommandLine serve =
                new CommandLine(
                        new ServeCommand(
                                words -> {
                                    passed.addAll(List.of(words));
                                    return 3;
                                }));

        assertThat(serve.execute("--server.port=9090", "--debug")).isEqualTo(3);
        assertThat(passed).containsExactly("--server.port=9090", "--debug");
    }

    @Test
    void serve_whatIsNoProperty_isWrongUsage() {
        CommandRun run = CommandRun.of("serve", "9090");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected --key=value but got 9090");
    }

    @Test
    void unknownSubcommand_isWrongUsage() {
        CommandRun run = CommandRun.of("analise", "clip.wav");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("analise");
    }

    @Test
    void unknownOption_isWrongUsage() {
        assertThat(CommandRun.of("--verbose").exitCode()).isEqualTo(2);
    }
}
