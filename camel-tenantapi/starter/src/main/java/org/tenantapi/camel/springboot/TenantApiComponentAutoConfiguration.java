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

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.TenantApiConfiguration;

/**
 * Configures the component {@code tenantapi} from {@code camel.component.tenantapi.*}.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@EnableConfigurationProperties({ ComponentConfigurationProperties.class, TenantApiComponentConfiguration.class })
@ConditionalOnHierarchicalProperties({ "camel.component", "camel.component.tenantapi" })
public class TenantApiComponentAutoConfiguration {

    /** Constructors and beans are for Spring Boot to use. */
    public TenantApiComponentAutoConfiguration() {
        CamelVersions.ofTheClassPath().requireOne();
    }

    @Bean
    @ConfigurationPropertiesBinding
    static BeanReferenceConverter tenantApiBeanReferenceConverter(ApplicationContext applicationContext) {
        return new BeanReferenceConverter(applicationContext, TenantApiComponentConfiguration.REFERENCES);
    }

    @Lazy
    @Bean
    ComponentCustomizer configureTenantApiComponent(
            ApplicationContext applicationContext, TenantApiComponentConfiguration properties) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                TenantApiComponentAutoConfiguration.configure((TenantApiComponent) target, properties);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof TenantApiComponent && HierarchicalPropertiesEvaluator.evaluate(applicationContext,
                        "camel.component.customizer", "camel.component.tenantapi.customizer");
            }
        };
    }

    private static void configure(TenantApiComponent component, TenantApiComponentConfiguration properties) {
        CamelContext context = component.getCamelContext();
        Map<String, Object> options = CamelPropertiesHelper.getNonNullProperties(context, properties);
        // first of all: set later, it would undo the single options
        Object configuration = options.remove("configuration");
        if (configuration != null) {
            component.setConfiguration((TenantApiConfiguration) configuration);
        }
        CamelPropertiesHelper.setCamelProperties(context, component, options, false);
        // resolves Camel's {{placeholders}}, as it is done for the options of the component
        component.getConnections().values()
                .forEach(connection -> CamelPropertiesHelper.copyProperties(context, connection, connection));
    }
}
