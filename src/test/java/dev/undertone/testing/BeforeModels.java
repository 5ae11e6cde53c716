package dev.undertone.testing;

import dev.undertone.app.UndertoneApplication;
import java.util.function.Consumer;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/** Looks at a service after its ports are open and before its models are loaded. */
public final class BeforeModels implements ApplicationRunner, Ordered {

    private final Runnable look;

    private BeforeModels(Runnable look) {
        this.look = look;
    }

    /** The service, looked at on its way. */
    public static SpringApplication lookAt(Consumer<ConfigurableApplicationContext> look) {
        SpringApplication application = new SpringApplication(UndertoneApplication.class);
        application.addInitializers(
                context ->
                        context.getBeanFactory()
                                .registerSingleton(
                                        "probe", new BeforeModels(() -> look.accept(context))));
        return application;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        look.run();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
