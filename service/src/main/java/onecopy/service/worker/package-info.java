/**
 * The worker process: attaches to a fleet, claims chunks, scans mapped values and publishes partial results. Meets the
 * coordinator only through {@code control}. Start reading at {@code Worker}.
 */
package onecopy.service.worker;
