"""OpenStack Swift with its S3 interface, as one process tree in one folder: swift-server.py <folder> <port> <port> <port> <port>.

It ends with whoever started it."""

import array
import os
import signal
import sys
import ctypes

folder, port, *inner = sys.argv[1], *map(int, sys.argv[2:])
os.makedirs(folder, exist_ok=True)


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write(text)
    return path


from swift.common import utils

utils.SWIFT_CONF_FILE = write("swift.conf", "[swift-hash]\nswift_hash_path_suffix = tests\nswift_hash_path_prefix = tests\n")

from swift.common import wsgi
from swift.common.ring import RingBuilder


def die_with_parent():
    ctypes.CDLL("libc.so.6").prctl(1, signal.SIGKILL)


die_with_parent()
KINDS = ["account", "container", "object"]
devices = os.path.join(folder, "devices")
os.makedirs(os.path.join(devices, "d1"), exist_ok=True)
for own, kind in zip(inner, KINDS):
    builder = RingBuilder(1, 1, 1)
    builder.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": own, "device": "d1", "weight": 1.0})
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, f"{kind}.ring.gz"))
    conf = write(
        f"{kind}-server.conf",
        f"""[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {own}
devices = {devices}
mount_check = false
swift_dir = {folder}
workers = 0
user = root
log_name = {kind}
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
""",
    )
    if os.fork() == 0:
        die_with_parent()
        sys.exit(wsgi.run_wsgi(conf, f"{kind}-server"))

proxy = write(
    "proxy-server.conf",
    f"""[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
swift_dir = {folder}
workers = 0
user = root
[pipeline:main]
pipeline = catch_errors proxy-logging cache listing_formats bulk s3api tempauth slo proxy-logging proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
min_segment_size = 5242880
dns_compliant_bucket_names = true
""",
)
sys.exit(wsgi.run_wsgi(proxy, "proxy-server"))
