package onecopy.service.cli;

import onecopy.data.command.CommandFrame;

/** The program behind every {@code onecopy} command that the loader does not own. */
public final class ServiceMain {
    private ServiceMain() {}

    /** Runs one command and leaves with its exit code. */
    public static void main(String[] args) {
        System.exit(withCommands(new CommandFrame()).run(args));
    }

    /** {@return the frame with every command of this program; one line adds one} */
    static CommandFrame withCommands(CommandFrame frame) {
        return frame.command("serve", ServeCommand::new).command("coordinator", CoordinatorCommand::new)
                .command("query", QueryCommand::new).command("stop", StopCommand::new);
    }
}
