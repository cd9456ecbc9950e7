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
package org.tenantapi.camel;

import java.io.IOException;
import java.math.BigDecimal;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes numbers as plain decimals, without an exponent, wherever they come from. What is not a number is refused.
 */
final class PlainNumbers extends JsonGeneratorDelegate {

    /** zeros that an exponent stands for */
    private static final int MAX_ZEROS = 1_000;

    PlainNumbers(JsonGenerator generator) {
        // objects within objects come back here
        super(generator, false);
    }

    @Override
    public void writeNumber(double number) throws IOException {
        if (!Double.isFinite(number)) {
            throw notANumber(number);
        }
        writePlain(Double.toString(number));
    }

    @Override
    public void writeNumber(float number) throws IOException {
        if (!Float.isFinite(number)) {
            throw notANumber(number);
        }
        writePlain(Float.toString(number));
    }

    private void writePlain(String number) throws IOException {
        if (number.indexOf('E') < 0) {
            delegate.writeNumber(number);
        } else {
            writeNumber(new BigDecimal(number).stripTrailingZeros());
        }
    }

    @Override
    public void writeNumber(BigDecimal number) throws IOException {
        if (number == null) {
            writeNull();
            return;
        }
        if (number.scale() < -MAX_ZEROS || number.scale() > number.precision() + MAX_ZEROS) {
            throw new JsonGenerationException("a number with more than " + MAX_ZEROS + " zeros cannot be sent", this);
        }
        delegate.writeNumber(number.toPlainString());
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }

    private JsonGenerationException notANumber(Object value) {
        return new JsonGenerationException(value + " is not a number that can be sent", this);
    }
}
