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
package org.tenantapi.camel.internal.management;

import java.lang.reflect.InvocationTargetException;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.security.Principal;
import java.util.stream.Collectors;

import javax.security.auth.Subject;

import org.jspecify.annotations.Nullable;

/**
 * The operator who asked for an operation, as far as the platform tells: for the log.
 */
public final class Operator {

    private Operator() {
    }

    /** The user of JMX and where it comes from, where that is known; always the thread. */
    public static String name() {
        StringBuilder name = new StringBuilder();
        Subject subject = subject();
        if (subject != null && !subject.getPrincipals().isEmpty()) {
            name.append(subject.getPrincipals().stream().map(Principal::getName).collect(Collectors.joining(", ")));
        }
        try {
            String host = RemoteServer.getClientHost();
            name.append(name.isEmpty() ? "" : " ").append("from ").append(host);
        } catch (ServerNotActiveException e) {
            // called from within this process
        }
        return name.append(name.isEmpty() ? "" : ", ").append("thread ").append(Thread.currentThread().getName()).toString();
    }

    /** By the method that Java 18 brought. The one before it is deprecated, and does nothing in the newest versions. */
    private static @Nullable Subject subject() {
        try {
            return (Subject) Subject.class.getMethod("current").invoke(null);
        } catch (NoSuchMethodException e) {
            return subjectOfJava17();
        } catch (IllegalAccessException | InvocationTargetException e) {
            return null;
        }
    }

    private static @Nullable Subject subjectOfJava17() {
        try {
            Object context = Class.forName("java.security.AccessController").getMethod("getContext").invoke(null);
            return (Subject) Subject.class.getMethod("getSubject", Class.forName("java.security.AccessControlContext"))
                    .invoke(null, context);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
