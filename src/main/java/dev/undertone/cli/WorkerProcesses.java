package dev.undertone.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Copies of this process, side by side: the training engine's random state is global, so that a process can train only one
 * network at a time. Each writes its log to {@code worker-N.log}.
 */
final class WorkerProcesses {

    private static final long POLL_SECONDS = 2;

    private final int count;
    private final List<String> arguments;
    private final Path logs;

    /**
     * Processes to be started.
     *
     * @param count how many
     * @param arguments of the command line of each
     * @param logs folder of their logs; made where it is not there
     */
    WorkerProcesses(int count, List<String> arguments, Path logs) {
        this.count = count;
        this.arguments = List.copyOf(arguments);
        this.logs = logs;
    }

    /** How much of the work is done. */
    interface Progress {

        int finished() throws IOException;
    }

    /**
     * Starts them, shows the progress with the time left, and waits for all; they end when this process does.
     *
     * @throws IOException if one cannot be started or fails
     */
    void run(Progress progress, int total) throws IOException, InterruptedException {
        Files.createDirectories(logs);
        List<Process> processes = new ArrayList<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> processes.forEach(Process::destroy)));
        for (int worker = 1; worker <= count; worker++) {
            processes.add(start(logs.resolve("worker-%d.log".formatted(worker))));
        }
        try (ProgressBar bar =
                new ProgressBarBuilder()
                        .setTaskName("runs")
                        .setInitialMax(total)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build()) {
            for (Process process : processes) {
                while (!process.waitFor(POLL_SECONDS, TimeUnit.SECONDS)) {
                    bar.stepTo(progress.finished());
                }
            }
            bar.stepTo(progress.finished());
        }
        for (Process process : processes) {
            if (process.exitValue() != 0) {
                throw new IOException(
                        "a worker ended with %d; its log is in %s"
                                .formatted(process.exitValue(), logs));
            }
        }
    }

    private Process start(Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(
                Path.of(System.getProperty("java.home"), "bin", "java")
                        .toAbsolutePath()
                        .toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dai.djl.pytorch.num_threads=1");
        command.add("-Dai.djl.pytorch.num_interop_threads=1");
        String classPath = System.getProperty("java.class.path");
        boolean jar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        if (jar) {
            command.addAll(List.of("-jar", classPath));
        } else {
            command.addAll(List.of("-cp", classPath, UndertoneCommand.class.getName()));
        }
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
