package onecopy.service.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.simple.SimpleLoggerFactory;
import org.slf4j.simple.SimpleServiceProvider;

/** Makes loggers that write JSON. SLF4J creates it by its name; see {@link LogFormat}. */
public final class JsonLogProvider extends SimpleServiceProvider {
    private ILoggerFactory loggers;

    @Override
    public void initialize() {
        loggers = new Loggers();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    private static final class Loggers extends SimpleLoggerFactory {
        @Override
        protected Logger createLogger(String name) {
            return new JsonLogger(name);
        }
    }
}
