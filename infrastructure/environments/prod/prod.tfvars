# Where patients are treated. No shell in a container, and the trail is kept for eight years.
environment         = "prod"
cidr_block          = "10.43.0.0/20"
zones               = ["eu-west-2a", "eu-west-2b", "eu-west-2c"]
cache_node_type     = "cache.m7g.large"
log_retention_days  = 2922
tasks               = { min = 4, max = 20 }
allow_exec          = false
deletion_protection = true
