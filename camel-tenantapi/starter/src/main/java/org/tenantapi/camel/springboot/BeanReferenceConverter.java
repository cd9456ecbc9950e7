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
package org.tenantapi.camel.springboot;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.context.ApplicationContext;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Makes beans of their names: {@code #bean:positions}, {@code #positions} and {@code positions} are the same.
 */
final class BeanReferenceConverter implements GenericConverter {

    private static final String BEAN = "#bean:";

    private final ApplicationContext applicationContext;
    private final Set<ConvertiblePair> types;

    /** @param types of beans that properties refer to */
    BeanReferenceConverter(ApplicationContext applicationContext, Set<Class<?>> types) {
        this.applicationContext = applicationContext;
        this.types
                = types.stream().map(type -> new ConvertiblePair(String.class, type)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return types;
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String reference = ((String) source).trim();
        if (reference.isEmpty()) {
            return null;
        }
        String name = reference.startsWith(BEAN)
                ? reference.substring(BEAN.length()) : reference.startsWith("#") ? reference.substring(1) : reference;
        try {
            return applicationContext.getBean(name, targetType.getType());
        } catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException e) {
            // without its cause, of which Spring Boot would tell in place of the property
            throw new IllegalArgumentException(
                    "There is no bean '" + name + "' of type " + targetType.getType().getName() + ". Beans of this type are "
                                               + List.of(applicationContext.getBeanNamesForType(targetType.getType(), true,
                                                       false)));
        }
    }
}
