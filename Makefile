.PHONY: run verify format bench jar clean

run:
	mvn spring-boot:run
verify:
	mvn verify
format:
	mvn -q spotless:apply
bench:
	mvn -q -Pbenchmark test-compile exec:exec
jar:
	mvn -q package -DskipTests
clean:
	mvn -q clean
