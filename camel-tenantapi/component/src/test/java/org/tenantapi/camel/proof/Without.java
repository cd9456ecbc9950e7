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

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodDescription.InDefinedShape;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.pool.TypePool;

/**
 * What a method does while its protection is switched off.
 */
@FunctionalInterface
interface Without {

    /**
     * @throws IllegalStateException if that cannot be done in its place
     */
    Implementation inPlaceOf(InDefinedShape method, TypePool types);

    static Without doesNothing() {
        return (method, types) -> StubMethod.INSTANCE;
    }

    /** @param value a text, or of a primitive type */
    static Without returns(Object value) {
        return (method, types) -> FixedValue.value(value);
    }

    static Without returnsNull() {
        return (method, types) -> FixedValue.nullValue();
    }

    static Without returnsArgument(int index) {
        return (method, types) -> FixedValue.argument(index);
    }

    /** Calls a method of its own class that takes the same. */
    static Without calls(String other) {
        return (method, types) -> call(method.getDeclaringType(), other, method);
    }

    /**
     * Does what the method of the same name does in the class {@code Unprotected} that the tests have in its package.
     */
    static Without doesAsUnprotected() {
        return (method, types) -> {
            String unprotected = method.getDeclaringType().getPackage().getName() + ".Unprotected";
            return call(types.describe(unprotected).resolve(), method.getName(), method);
        };
    }

    private static Implementation call(TypeDescription type, String name, MethodDescription method) {
        return MethodCall.invoke(Switch.find(type, name, method.getParameters().size())).withAllArguments();
    }
}
