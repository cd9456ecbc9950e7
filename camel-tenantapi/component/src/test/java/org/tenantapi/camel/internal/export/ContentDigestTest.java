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
package org.tenantapi.camel.internal.export;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.position.Fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ContentDigestTest {

    private static Fingerprint digest(String ignored, String json) {
        return ContentDigest.ignoring(ignored).of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /url           | {'a':1,'url':'x'}                   | {'a':1,'url':'y'}
            /url           | {'a':1,'url':'x'}                   | {'a':1}
            /a, /b         | {'a':1,'b':1,'c':1}                 | {'a':2,'b':2,'c':1}
            /d/url         | {'d':{'url':1,'n':1}}               | {'d':{'url':2,'n':1}}
            /d/*/url       | {'d':[{'url':1},{'url':2}]}         | {'d':[{'url':3},{'url':4}]}
            /d/*/url       | {'d':{'a':{'url':1}}}               | {'d':{'a':{'url':2}}}
            /d/1           | {'d':['a','b','c']}                 | {'d':['a','x','c']}
            /d/0/url       | {'d':[{'url':1},{'url':2}]}         | {'d':[{'url':3},{'url':2}]}
            /d/*           | {'d':[1,2]}                         | {'d':[2,1]}
            /a~1b/~0       | {'a/b':{'~':1}}                     | {'a/b':{'~':2}}
            """)
    void whatIsIgnoredMakesNoDifference(String ignored, String one, String other) {
        assertThat(digest(ignored, one)).isEqualTo(digest(ignored, other));
        assertThat(digest(null, one)).isNotEqualTo(digest(null, other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /url           | {'a':1,'url':'x'}                   | {'a':2,'url':'x'}
            /d/url         | {'url':1}                           | {'url':2}
            /d/0/url       | {'d':[{'url':1},{'url':2}]}         | {'d':[{'url':1},{'url':3}]}
            /d/*           | {'d':[1,2]}                         | {'d':[1,2,3]}
            /d/0           | {'d':['a','b']}                     | {'d':['b']}
            """)
    void theRestDoes(String ignored, String one, String other) {
        assertThat(digest(ignored, one)).isNotEqualTo(digest(ignored, other));
    }

    @ParameterizedTest
    @ValueSource(strings = { "url", "/", "/a,b" })
    void whatIsNotAPointerIsRefused(String pointers) {
        assertThatIllegalArgumentException().isThrownBy(() -> ContentDigest.ignoring(pointers))
                .withMessageContaining("ignoreFields");
    }

    @Test
    void blankIgnoresNothing() {
        assertThat(ContentDigest.ignoring(" ")).isSameAs(ContentDigest.WHOLE);
    }
}
