package onecopy.loader.cli;

import onecopy.data.command.CommandFrame;

/** The program behind the commands that write, list, check and remove datasets. */
public final class LoaderMain {
    private LoaderMain() {}

    /** Runs one command and leaves with its exit code. */
    public static void main(String[] args) {
        System.exit(commands().run(args));
    }

    /** {@return every command of this program} */
    public static CommandFrame commands() {
        return commandsOf(new CommandFrame());
    }

    /** {@return the frame, with every command of this program} */
    static CommandFrame commandsOf(CommandFrame frame) {
        return frame.command("load", LoadCommand::new).command("list", ListCommand::new)
                .command("describe", DescribeCommand::new).command("verify", VerifyCommand::new)
                .command("drop", DropCommand::new).command("index", IndexCommand::new);
    }
}
