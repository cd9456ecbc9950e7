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
import java.nio.file.Path;
import java.util.List;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription.InDefinedShape;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType.Unloaded;
import net.bytebuddy.pool.TypePool;

import static net.bytebuddy.matcher.ElementMatchers.is;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

/**
 * Switches one method off: makes its class anew with another body for it. Works on the class file, so that neither the
 * source nor what is loaded matters.
 *
 * @param type       below the base package
 * @param parameters how many the method takes
 * @param without    what it does then
 */
record Switch(String type, String method, int parameters, Without without) {

    static final String BASE = "org.tenantapi.camel.";

    /** Writes the class with the method switched off into a folder of classes. */
    void off(Path classes) throws IOException {
        try (Unloaded<?> off = off()) {
            off.saveIn(classes.toFile());
        }
    }

    /**
     * The class with the method switched off.
     *
     * @throws IllegalStateException if there is no such class or method
     */
    Unloaded<?> off() {
        ClassFileLocator classes = ClassFileLocator.ForClassLoader.of(Switch.class.getClassLoader());
        TypePool types = TypePool.Default.of(classes);
        TypePool.Resolution found = types.describe(BASE + type);
        if (!found.isResolved()) {
            throw new IllegalStateException(
                    "The class " + BASE + type + " is not there any more: name in Protection the class"
                                            + " that has the method " + method + " now.");
        }
        InDefinedShape protecting = find(found.resolve(), method, parameters);
        return new ByteBuddy().redefine(found.resolve(), classes).invokable(is(protecting))
                .intercept(without.inPlaceOf(protecting, types)).make();
    }

    static InDefinedShape find(TypeDescription type, String method, int parameters) {
        List<InDefinedShape> found = type.getDeclaredMethods().filter(named(method).and(takesArguments(parameters)));
        if (found.size() != 1) {
            throw new IllegalStateException(
                    "The class " + type.getName() + " has " + found.size() + " methods " + method + " that take " + parameters
                                            + " arguments, not one: name in Protection the method that protects records now.");
        }
        return found.get(0);
    }
}
