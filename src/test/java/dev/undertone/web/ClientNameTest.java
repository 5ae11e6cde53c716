package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNameTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:aaaa::1, 20010db800010002",
        "2001:db8:1:2:ffff:eeee:dddd:cccc, 20010db800010002",
        "2001:db8:1:3::1, 20010db800010003",
        "::1, 0000000000000000",
        "::ffff:192.0.2.7, 192.0.2.7",
        "fe80::1%nowhere, fe80::1%nowhere",
        "2001:db8:::1, 2001:db8:::1",
        "example.org, example.org",
        "example.org:80, example.org:80",
    })
    void network_ofAnAddress_leavesOutWhatASubscriberChooses(String address, String network) {
        assertThat(ClientName.network(address)).isEqualTo(network);
    }
}
