package wharf.platform;

import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** How requests and recurring jobs are told to whoever reads traces. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(TracingSwitch.PROPERTY)
class Tracing {
    /** A fault is told by its class, which the observation names anyway: its message and its stack may quote what somebody sent. */
    @Bean
    @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
    PropagatingReceiverTracingObservationHandler<?> requestsTold(Tracer tracer, Propagator propagator) {
        return new PropagatingReceiverTracingObservationHandler<ReceiverContext<?>>(tracer, propagator) {
            @Override
            public void onError(ReceiverContext<?> context) {}
        };
    }

    /** What a job queues has its run as the cause. */
    @Bean
    ExecutionInterceptor jobsTold(Traces traces) {
        return (task, context, rest) -> traces.alone("job " + task.getTaskName(), () -> rest.proceed(task, context));
    }
}
