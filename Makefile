.PHONY: run verify format bench fuzz jar spark clean

run:
	mvn spring-boot:run
verify:
	mvn verify
format:
	mvn -q spotless:apply
bench:
	mvn -q -Pbenchmark test-compile exec:exec
fuzz:
	mvn -q -Pfuzz test-compile exec:exec@seeds exec:exec@fuzz
jar:
	mvn -q package -DskipTests
spark:
	mvn -q -Pspark verify
clean:
	mvn -q clean
