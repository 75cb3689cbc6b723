/** How every part of onecopy says that something went wrong: one kind, one sentence. */
package onecopy.data.fault;
