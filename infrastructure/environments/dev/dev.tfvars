# Where every merge goes: the real services' test environments, small.
environment         = "dev"
cidr_block          = "10.41.0.0/20"
log_retention_days  = 90
tasks               = { min = 2, max = 4 }
allow_exec          = true
deletion_protection = false
