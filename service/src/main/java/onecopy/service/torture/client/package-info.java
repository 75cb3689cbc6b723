/**
 * Those who ask a fleet while it is tortured, and who judge what they get: an answer is exact to the last digit, or an
 * error is one that what is being done to the fleet allows, and either comes in time. Start reading at {@link
 * onecopy.service.torture.client.Client}.
 */
package onecopy.service.torture.client;
