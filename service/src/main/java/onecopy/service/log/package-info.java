/**
 * The log as JSON, a line an event, for {@code serve --log-format json}: the same levels and settings as the text log of
 * slf4j-simple, which it extends; and where the log of a service goes, in either form. Start reading at {@code JsonLogger}.
 */
package onecopy.service.log;
