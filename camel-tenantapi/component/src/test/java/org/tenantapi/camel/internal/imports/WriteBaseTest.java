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
package org.tenantapi.camel.internal.imports;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantapi.camel.internal.client.TraceContext;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;

import static org.assertj.core.api.Assertions.assertThat;

class WriteBaseTest {

    private static boolean explains(String before, String written, String after) {
        OutgoingRecord record = ImportRequest.of("product", null, null, json(written), TraceContext.NONE).record();
        return WriteBase.of(new ImportResult(200, "L", null, json(before), null), record).explains(json(after));
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
               textBlock = """
                       {'lastModified':'1','a':'x'}        | {'a':'y'}            | {'lastModified':'2','a':'y'}
                       {'a':'x','b':null}                  | {'a':null}           | {}
                       {'a':'1'}                           | {'a':1.50}           | {'a':'1.5'}
                       {'o':{'a':'1','b':'1'}}             | {'o':{'a':'2'}}      | {'o':{'a':'2','b':'1'}}
                       {'rows':[1]}                        | {'rows':[2,3]}       | {'rows':['2','3']}
                       {'title':'x'}                       | {'title':'y'}        | {'title':'y','title_lang':{'swe':'y'},'title_fallback':'y'}
                       {'remoteIdMap':{}}                  | {'remoteId':'r'}     | {'remoteId':'r','remoteIdMap':{'1':'r'}}
                       """)
    void whatWasWrittenIsTheWriters(String before, String written, String after) {
        assertThat(explains(before, written, after)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'a':'x','b':'1'}                   | {'a':'y'}            | {'a':'y','b':'2'}
            {'a':'x'}                           | {'a':'y'}            | {'a':'y','b':'2'}
            {'a':'x','b':'1'}                   | {'a':'y'}            | {'a':'y'}
            {'o':{'a':'1','b':'1'}}             | {'o':{'a':'2'}}      | {'o':{'a':'2','b':'2'}}
            {'remoteId':'r','remoteIdMap':{}}   | {'a':'1'}            | {'remoteId':'r','a':'1','remoteIdMap':{'2':'other'}}
            {'subtitle':'x'}                    | {'title':'y'}        | {'title':'y','subtitle':'z'}
            """)
    void whatWasNotIsAnotherSystems(String before, String written, String after) {
        assertThat(explains(before, written, after)).isFalse();
    }
}
