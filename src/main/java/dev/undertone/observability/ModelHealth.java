package dev.undertone.observability;

import dev.undertone.model.ModelRepository;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of readiness: up once every model is verified and those that answer by an alias are warm. Never part of liveness. */
@Component("model")
final class ModelHealth implements HealthIndicator {

    private final ModelRepository repository;

    ModelHealth(ModelRepository repository) {
        this.repository = repository;
    }

    @Override
    public Health health() {
        return repository.isReady() ? Health.up().build() : Health.outOfService().build();
    }
}
