vcl 4.1;

# Varnish 6 or newer before the newsroom, behind what speaks HTTPS; needs varnish-modules (xkey) and runs with
# `-p http_gzip_support=off`, since the newsroom compresses by itself. docs/operating.md explains it.
# To change: the servers, and who may purge.

import directors;
import std;
import xkey;

backend newsroom1 {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 3s;
    .first_byte_timeout = 60s;
}

acl newsroom {
    "localhost";
}

sub vcl_init {
    new servers = directors.round_robin();
    servers.add_backend(newsroom1);
}

sub vcl_recv {
    set req.backend_hint = servers.backend();
    if (req.method == "PURGE") {
        if (!client.ip ~ newsroom) {
            return (synth(403, "Not yours to purge"));
        }
        set req.http.purged = xkey.purge(req.http.xkey-purge);
        return (synth(200, "Purged " + req.http.purged));
    }
    # Whoever writes, sends a cookie, a login or a question is answered by the newsroom itself.
    if ((req.method != "GET" && req.method != "HEAD") || req.http.Cookie || req.http.Authorization || req.url ~ "\?") {
        return (pass);
    }
    if (req.url ~ "^/(admin|preview)/" || req.url ~ "^/(health/|healthz|readyz|metrics)$") {
        return (pass);
    }
    # Kept once for each of three encodings, however browsers name them.
    if (req.http.Accept-Encoding ~ "(?i)\bbr\b(?!;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.Accept-Encoding = "br";
    } elsif (req.http.Accept-Encoding ~ "(?i)\bgzip\b(?!;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    return (hash);
}

sub vcl_hash {
    hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_backend_response {
    # Never a page from before: what was withdrawn, or ended by the clock, would be on it. What is kept longer is only
    # asked whether it has changed.
    set beresp.grace = 0s;
    set beresp.keep = 10m;
    if (bereq.uncacheable) {
        return (deliver);
    }
    if (beresp.status == 200 && beresp.http.Surrogate-Control ~ "max-age=[0-9]+" && !beresp.http.Set-Cookie) {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, "^.*max-age=([0-9]+).*$", "\1") + "s", 0s);
    } elsif (beresp.status == 200 && bereq.url ~ "^/static/" && !beresp.http.Set-Cookie) {
        # As long as its own header says.
    } else {
        # Those who ask for it meanwhile need not wait for each other.
        set beresp.uncacheable = true;
        set beresp.ttl = 2s;
    }
    return (deliver);
}

sub vcl_backend_error {
    # Another server is asked where one is away, never twice for what changes something.
    if (bereq.retries == 0 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
}

sub vcl_deliver {
    # What is said to who keeps pages is no reader's business.
    unset resp.http.xkey;
    unset resp.http.Surrogate-Key;
    unset resp.http.Surrogate-Control;
    unset resp.http.Via;
    unset resp.http.X-Varnish;
}
