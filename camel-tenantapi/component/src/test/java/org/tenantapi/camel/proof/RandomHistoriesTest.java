/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package org.tenantapi.camel.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.util.FileUtil;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.MemoryPositionStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is promised holds in every history, whatever goes wrong in it. A build tries some thousands;
 * {@code -Dhistories=1000000} tries so many. A history that breaks a promise is printed, with the seed that makes it
 * again and as short as it can be made.
 */
class RandomHistoriesTest {

    private static final String LOGGER = "org.tenantapi.camel.export";

    /** Each history fails many times, and each failure is logged. */
    @BeforeContainer
    static void beSilent() {
        Configurator.setLevel(LOGGER, Level.OFF);
    }

    @AfterContainer
    static void speakAgain() {
        Configurator.setLevel(LOGGER, Level.DEBUG);
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.any();
    }

    @Property(edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void losesNothingAndRepeatsOnlyWhatWasInDoubtAtACrash(@ForAll("histories") History history) {
        expectPromises(history, new HistoryRun(history, new MemoryPositionStore()).run());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void losesNothingAndRepeatsOnlyWhatWasInDoubtAtACrashWithFiles(@ForAll("histories") History history) throws IOException {
        Path directory = Files.createTempDirectory("positions");
        try {
            expectPromises(history, new HistoryRun(history, new FilePositionStore(directory)).run());
        } finally {
            FileUtil.removeDir(directory.toFile());
        }
    }

    private static void expectPromises(History history, HistoryRun.Outcome outcome) {
        assertThat(outcome.report().isClean()).as("%s%n%s", outcome.report(), history).isTrue();
        assertThat(outcome.violations()).as(history.toString()).isEmpty();
    }
}
