package dev.undertone.cli;

import dev.undertone.access.ApiKey;
import dev.undertone.access.InvalidKeysException;
import dev.undertone.access.KeySecret;
import dev.undertone.access.Scope;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code key --id ID --scopes SCOPES}: a new API key, and the line that lets a service know it. */
@Command(
        name = "key",
        description = {
            "Makes an API key. The first line of the output is the key, for whoever will call; it is stored",
            "nowhere. The second is for undertone.security.keys or the file of undertone.security.keys-file:",
            "it holds the hash alone."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {
            "",
            "Exit codes: 0 made; 2 wrong usage.",
            "",
            "Examples:",
            "  undertone key --id web-team --scopes analyze,stream",
            "  undertone key --id nightly --scopes analyze --expires 2027-01-31T00:00:00Z"
        })
final class KeyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--id",
            required = true,
            description =
                    "Whose key it is, as metrics name it: 1 to 63 of a-z 0-9 . _ -; the next key of the same owner"
                            + " may have the same.")
    private String id;

    @Option(
            names = "--scopes",
            required = true,
            split = ",",
            description = "What it is for: some of analyze, stream, admin, between commas.")
    private List<String> scopes;

    @Option(names = "--expires", description = "From when it is refused; never where not given.")
    private @Nullable Instant expires;

    @Override
    public Integer call() {
        String secret = KeySecret.create();
        try {
            Set<Scope> allowed = scopes.stream().map(Scope::of).collect(Collectors.toSet());
            ApiKey key = new ApiKey(id, KeySecret.hash(secret), allowed, expires);
            PrintWriter out = spec.commandLine().getOut();
            out.println(secret);
            out.println(key.line());
            return ExitCode.OK;
        } catch (InvalidKeysException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
