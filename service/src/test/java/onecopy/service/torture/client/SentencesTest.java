package onecopy.service.torture.client;

import static org.assertj.core.api.Assertions.assertThat;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A check that finds no fault with any sentence would let every error pass as a typed one. */
class SentencesTest {
    private static void assertComplaint(Fault fault, String sentence, String complaint) {
        assertThat(Sentences.complaint(new OnecopyException(fault, sentence), "victim")).as(sentence)
                .hasValue(complaint);
    }

    private static void assertGood(Fault fault, String sentence) {
        assertThat(Sentences.complaint(new OnecopyException(fault, sentence), "victim")).as(sentence).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void shouldWantWords(String sentence) {
        assertComplaint(Fault.UNAVAILABLE, sentence, "it says nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"the coordinator is stopping\n", "it failed\r\n\tat its end"})
    void shouldWantOneLine(String sentence) {
        assertComplaint(Fault.UNAVAILABLE, sentence, "it has more than one line");
    }

    @ParameterizedTest
    @CsvSource({"cannot read: java.io.EOFException,java.io.EOFException",
        "cannot read: onecopy.service.Thing@1f,onecopy.service.Thing",
        "cannot read: EOFException,EOFException", "an InternalError came,InternalError", "cannot read: null,null"})
    void shouldWantNoWordsOfJava(String sentence, String word) {
        assertComplaint(Fault.TIMEOUT, sentence, "it says '" + word + "'");
        assertComplaint(Fault.CORRUPT, sentence + " in victim", "it says '" + word + "'");
    }

    @Test
    void shouldSayNothingAgainstPlainSentences() {
        assertGood(Fault.UNAVAILABLE, "no coordinator runs in /dev/shm/onecopy-x; start one with 'onecopy serve'");
        assertGood(Fault.TIMEOUT,
                "the batch over 'victim' did not finish within 20 ms; an input/output error is nullified");
    }

    @Test
    void shouldWantToKnowWhatIsCorrupt() {
        assertComplaint(Fault.CORRUPT, "something is damaged", "it names neither dataset nor file");
        assertGood(Fault.CORRUPT, "a file of 'victim' is corrupt: it was cut short");
        assertGood(Fault.CORRUPT, "the control file is damaged: job slot 3 holds a job that failed for no reason");
        assertGood(Fault.CORRUPT, "/store/other/2/zones is truncated: it ends after 3 bytes");
        assertGood(Fault.CORRUPT, "manifest.json is corrupt: was expecting (JSON String or token 'null')");
    }

    @Test
    void shouldWantToKnowWhichFunctionFailedAndLetItSpeak() {
        assertGood(Fault.FUNCTION_FAILED,
                "function 'f' version 1 failed for x = 1: java.lang.IllegalStateException: no");
        assertComplaint(Fault.FUNCTION_FAILED, "a function failed", "it names no function");
    }
}
