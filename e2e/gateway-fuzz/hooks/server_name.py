"""The name that is asked for under TLS, where it is not the one in the address."""

from requests.adapters import HTTPAdapter


def ask_for_server(name):
    prepare = HTTPAdapter.build_connection_pool_key_attributes

    def prepare_for_server(self, request, verify, cert=None):
        host, pool = prepare(self, request, verify, cert)
        return host, {**pool, "server_hostname": name} if host["scheme"] == "https" else pool

    HTTPAdapter.build_connection_pool_key_attributes = prepare_for_server
