package onecopy.service.cli;

import java.util.Arrays;
import onecopy.data.command.CommandFrame;
import onecopy.service.worker.WorkerMain;

/** The program behind every {@code onecopy} command that the loader does not own. */
public final class ServiceMain {
    private ServiceMain() {}

    /**
     * Runs one command and leaves with its exit code. A worker has a command line of its own, because what it loads
     * stays in its memory.
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("worker")) {
            WorkerMain.main(Arrays.copyOfRange(args, 1, args.length));
        }
        System.exit(withCommands(new CommandFrame()).run(args));
    }

    /** {@return the frame with every command of this program; one line adds one} */
    static CommandFrame withCommands(CommandFrame frame) {
        return withTools(frame.command("serve", ServeCommand::new).command("coordinator", CoordinatorCommand::new)
                .command("query", QueryCommand::new).command("stop", StopCommand::new));
    }

    private static CommandFrame withTools(CommandFrame frame) {
        return frame.command("demo", DemoCommand::new).command("stat", StatCommand::new)
                .command("prove", ProveCommand::new).command("bench", BenchCommand::new)
                .command("torture", TortureCommand::new).command("doctor", DoctorCommand::new);
    }
}
