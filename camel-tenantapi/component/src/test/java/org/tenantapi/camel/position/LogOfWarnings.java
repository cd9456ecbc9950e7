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
package org.tenantapi.camel.position;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * The warnings that a class logs, until it is closed.
 */
public final class LogOfWarnings extends AbstractAppender implements AutoCloseable {

    private final Logger logger;
    private final List<String> texts = new CopyOnWriteArrayList<>();

    private LogOfWarnings(Logger logger) {
        super("warnings", null, null, true, Property.EMPTY_ARRAY);
        this.logger = logger;
    }

    public static LogOfWarnings of(Class<?> type) {
        LogOfWarnings log = new LogOfWarnings((Logger) LogManager.getLogger(type));
        log.start();
        log.logger.addAppender(log);
        return log;
    }

    public List<String> texts() {
        return texts;
    }

    void clear() {
        texts.clear();
    }

    @Override
    public void append(LogEvent event) {
        if (event.getLevel() == Level.WARN) {
            texts.add(event.getMessage().getFormattedMessage());
        }
    }

    @Override
    public void close() {
        logger.removeAppender(this);
        stop();
    }
}
