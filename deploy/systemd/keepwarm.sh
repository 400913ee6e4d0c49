#!/bin/sh
# The command for operators, as the service's own user and with its configuration; as root, or by sudo.
# Installed as /usr/local/bin/keepwarm.
exec runuser -u keepwarm -- env KEEPWARM_CONFIG=/etc/keepwarm/keepwarm.toml /opt/keepwarm/bin/keepwarm "$@"
