/**
 * Per-element functions that a fleet under torture is given as a plug-in: a slow one, one that throws and one that
 * hangs. They reach the fleet in a jar, as users' functions do. Know only what every plug-in knows. Start reading at {@link
 * onecopy.service.torture.plugin.PluginJar}.
 */
package onecopy.service.torture.plugin;
