/**
 * {@code onecopy demo}: the whole path on made-up data, through the same processes and messages a user's own work takes,
 * checked against plain loops that share no code with it. Start reading at {@link onecopy.service.demo.Demo}.
 */
package onecopy.service.demo;
